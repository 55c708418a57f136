/** How long a slice took from its cause to its answers. */
import { describe, expect, test } from "vitest";
import { readObject } from "../../kubernetes/read-object.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeLog } from "../../ports/_test/fake-log.ts";
import { FakeMetrics } from "../../ports/_test/fake-metrics.ts";
import type { Family, Histogram } from "../../ports/metrics.ts";
import { programmingTimes } from "./metrics.ts";

class RecordedMetrics extends FakeMetrics {
  readonly observed: string[] = [];
  override histogram(): Family<Histogram> {
    return { child: (kind = "") => ({ observe: (value) => void this.observed.push(`${kind} ${value}`) }) };
  }
}

const TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

function timed(text: string | undefined, spec: object | undefined): readonly string[] {
  const metrics = new RecordedMetrics();
  const log = new FakeLog();
  const clock = new FakeClock(Date.parse("2026-11-28T23:00:03Z"));
  const annotations = text === undefined ? {} : { [TRIGGER]: text };
  const value = { kind: "EndpointSlice", metadata: { name: "web-1", namespace: "shop", annotations } };
  const slice = readObject(value);
  const service = readObject({ kind: "Service", metadata: { name: "web", namespace: "shop" }, spec });
  if (!slice.ok || slice.object?.kind !== "EndpointSlice") throw new Error("no slice");
  const known = spec !== undefined && service.ok && service.object?.kind === "Service" ? service.object : undefined;
  programmingTimes({ metrics, clock, log })(value, slice.object, known);
  return [...metrics.observed, ...log.lines];
}

describe("a slice", () => {
  const warning = (text: string): string =>
    `[WARNING] DnsProgrammingLatency cannot be calculated for Endpoints 'shop/web-1'; invalid "${TRIGGER}" annotation RFC3339 value of "${text}"`;
  test.each<readonly [text: string | undefined, spec: object | undefined, said: readonly string[]]>([
    ["2026-11-28T23:00:00Z", { clusterIP: "192.0.2.1" }, ["cluster_ip 3"]],
    ["2026-11-28T23:00:01.500000000Z", { clusterIP: "None" }, ["headless_with_selector 1.5"]],
    ["2026-11-29T00:00:00+01:00", { clusterIP: "None" }, ["headless_with_selector 3"]],
    ["2026-11-28T23:00:00Z", undefined, []],
    [undefined, { clusterIP: "None" }, []],
    ["yesterday", { clusterIP: "None" }, [warning("yesterday")]],
    ["2026-13-28T23:00:00Z", undefined, [warning("2026-13-28T23:00:00Z")]],
  ])("of %j for a Service with %j", (text, spec, said) => {
    expect(timed(text, spec)).toEqual(said);
  });
});
