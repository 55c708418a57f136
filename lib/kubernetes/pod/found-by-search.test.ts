import { expect, test } from "vitest";
import { foundBySearch } from "./found-by-search.ts";

const NODE = { file: "node/resolv.conf" };
const SEARCHES = {
  searches: [
    { value: "shop.svc.cluster.local", origin: "the pod's namespace" },
    { value: "home.example", origin: "node/resolv.conf:2" },
  ],
};

function told(found: string, asked: readonly string[] = [found]): readonly string[] {
  const result = { isFound: true, name: found, values: ["203.0.113.9"] };
  return foundBySearch({ result, attempts: asked.map((name) => ({ name })) }, SEARCHES, NODE);
}

const cases: Readonly<Record<string, readonly [readonly string[], string]>> = {
  "a wildcard of the node's search domain": [
    told("www.example.com.home.example."),
    "www.example.com itself was not asked: www.example.com.home.example was found first, below the search domain home.example (node/resolv.conf:2)",
  ],
  "a Service": [told("web.shop.svc.cluster.local."), ""],
  "a host of the node's own domain": [told("printer.home.example."), ""],
  "a name that was asked as it is before": [
    told("www.example.com.home.example.", ["www.example.com.", "www.example.com.home.example."]),
    "",
  ],
  "a name as it is": [told("www.example.com."), ""],
};

test.each(Object.entries(cases))("%s", (_, [notes, words]) =>
  expect(notes.join("").slice(0, words.length || undefined)).toBe(words),
);
