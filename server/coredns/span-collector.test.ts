import { afterEach, expect, test } from "vitest";
import { openSpanCollector, type Span, type SpanCollector } from "./span-collector.ts";

let collector: SpanCollector | undefined;
afterEach(() => collector?.close());

const span = (id: string, name: string, more: object = {}) => ({
  ...{ traceId: "t", id, name, timestamp: 10, duration: 5, localEndpoint: { serviceName: "block-0", port: 1053 } },
  ...more,
});
const post = async (url: string, body: string): Promise<number> => (await fetch(url, { method: "POST", body })).status;

test("a query is told when its first span has come, with all that it called, in order", async () => {
  const told: Span[] = [];
  collector = await openSpanCollector((root) => told.push(root));
  const later = span("d", "forward", { parentId: "b", timestamp: 12 });
  await post(
    collector.url,
    JSON.stringify([
      later,
      span("c", "cache", { parentId: "b", timestamp: 11 }),
      span("b", "errors", { parentId: "a" }),
    ]),
  );
  expect(told).toEqual([]);
  const annotations = [{ timestamp: 12, value: "event:error" }];
  await post(collector.url, JSON.stringify([span("a", "servedns", { annotations, tags: { x: "y" } })]));
  expect(told).toMatchObject([
    {
      ...{ name: "servedns", service: "block-0", port: 1053, annotations: ["event:error"], tags: { x: "y" } },
      children: [{ name: "errors", children: [{ name: "cache" }, { name: "forward" }] }],
    },
  ]);
});

test("what is no span, and what comes to another path, is not taken", async () => {
  const told: Span[] = [];
  collector = await openSpanCollector((root) => told.push(root));
  expect(await post(collector.url, "{")).toBe(202);
  expect(await post(new URL("/api/v2/spans", collector.url).href, JSON.stringify([span("a", "servedns")]))).toBe(404);
  expect(told).toEqual([]);
});
