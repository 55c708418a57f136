/** What is offered below the name in the query bar. */
import { expect, test } from "vitest";
import { SERVING } from "../_test/engine-info.ts";
import { suggestedNames } from "./suggested-names.ts";

const known = [{ name: "web.shop.svc.cluster.local", type: "A", about: "Service, 198.51.100.1" }];
const engine = {
  ...SERVING,
  listeners: [
    { label: "dns://:53", kind: "dns" as const, wanted: SOCKET(), bound: SOCKET(), serves: ["example.org", "."] },
  ],
};
function SOCKET() {
  return { address: "127.0.0.1", port: 1053 };
}

test("what the engine has comes first, then zones that are like it", () => {
  expect(suggestedNames("e", { answers: [], engine, known })).toEqual([
    ...known,
    { name: "example.org", about: "zone served here" },
  ]);
});
test("a zone that is unlike what was typed is left out", () =>
  expect(suggestedNames("web", { answers: [], engine, known })).toEqual(known));
test("a name that is typed already is not offered alone", () =>
  expect(suggestedNames("web.shop.svc.cluster.local", { answers: [], engine, known })).toEqual([]));
test("the list is bounded", () => {
  const many = Array.from({ length: 50 }, (_, index) => ({ name: `n${index}.example`, type: "A", about: "x" }));
  expect(suggestedNames("n", { answers: [], engine, known: many })).toHaveLength(14);
});
