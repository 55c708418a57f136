import { describe, expect, it } from "vitest";
import { createRegistry, exposeTogether } from "./metrics.ts";

describe("metrics", () => {
  it("are written as Prometheus reads them: sorted, escaped, histograms cumulative", () => {
    const metrics = createRegistry();
    const requests = metrics.counter({ name: "b_total", help: "Requests.", labels: ["server", "proto"] });
    requests.child("dns://:53", "udp").add(2);
    requests.child('a "b"\\\n', "tcp").add(1);
    const seconds = metrics.histogram({ name: "a_seconds", help: "Time.", labels: [], buckets: [0.00025, 0.5, 16e3] });
    seconds.child().observe(0.0001);
    seconds.child().observe(0.5);
    seconds.child().observe(20_000);
    expect(metrics.expose()).toBe(
      [
        "# HELP a_seconds Time.",
        "# TYPE a_seconds histogram",
        'a_seconds_bucket{le="0.00025"} 1',
        'a_seconds_bucket{le="0.5"} 2',
        'a_seconds_bucket{le="16000"} 2',
        'a_seconds_bucket{le="+Inf"} 3',
        "a_seconds_sum 20000.5001",
        "a_seconds_count 3",
        "# HELP b_total Requests.",
        "# TYPE b_total counter",
        'b_total{proto="tcp",server="a \\"b\\"\\\\\\n"} 1',
        'b_total{proto="udp",server="dns://:53"} 2',
        "",
      ].join("\n"),
    );
  });
  it("write large numbers with an exponent, as Go does", () => {
    const metrics = createRegistry();
    const gauge = metrics.gauge({ name: "a", help: "A.", labels: ["x"] });
    gauge.child("1").set(1_000_000);
    gauge.child("2").set(1_234_567);
    gauge.child("3").set(999_999);
    expect(metrics.expose().split("\n").slice(2, -1)).toEqual([
      'a{x="1"} 1e+06',
      'a{x="2"} 1.234567e+06',
      'a{x="3"} 999999',
    ]);
  });
  it("of a name are one family, a child of the same labels one child", () => {
    const metrics = createRegistry();
    const options = { name: "a_total", help: "A.", labels: ["x"] };
    metrics.counter(options).child("1").add(1);
    metrics.counter(options).child("1").add(1);
    expect(metrics.expose()).toContain('a_total{x="1"} 2');
  });
  it("without a child say nothing; without labels they start at 0", () => {
    const metrics = createRegistry();
    metrics.gauge({ name: "a", help: "A.", labels: ["x"] });
    metrics.gauge({ name: "b", help: "B.", labels: [] });
    expect(metrics.expose()).toBe("# HELP b B.\n# TYPE b gauge\nb 0\n");
  });
  it("can be asked for by name, and be forgotten", () => {
    const metrics = createRegistry();
    const a = metrics.gauge({ name: "a", help: "A.", labels: ["x"] });
    a.child("1").set(3);
    metrics.gauge({ name: "b", help: "B.", labels: [] }).child().set(1e21);
    expect(metrics.expose(["b"])).toBe("# HELP b B.\n# TYPE b gauge\nb 1e+21\n");
    a.clear?.();
    expect(metrics.expose(["a"])).toBe("");
  });
  it("of several workers are told together: counts and sums add up, what is true of all stays", () => {
    const workers = [1, 2].map((worker) => {
      const metrics = createRegistry();
      metrics
        .counter({ name: "a_total", help: "A.", labels: ["x", "y"] })
        .child("1", "")
        .add(worker);
      metrics
        .counter({ name: "b_total", help: "B.", labels: ["x"] })
        .child(`of ${worker}`)
        .add(5);
      metrics.gauge({ name: "c", help: "C.", labels: [], together: "sum" }).child().set(worker);
      metrics.gauge({ name: "d", help: "D.", labels: [] }).child().set(7);
      const seconds = metrics.histogram({ name: "e", help: "E.", labels: ["x"], buckets: [1, 2] });
      seconds.child("1").observe(worker);
      return metrics.counted();
    });
    expect(
      exposeTogether(structuredClone(workers))
        .split("\n")
        .filter((line) => !line.startsWith("#")),
    ).toEqual([
      'a_total{x="1",y=""} 3',
      'b_total{x="of 1"} 5',
      'b_total{x="of 2"} 5',
      "c 3",
      "d 7",
      'e_bucket{x="1",le="1"} 1',
      'e_bucket{x="1",le="2"} 2',
      'e_bucket{x="1",le="+Inf"} 2',
      'e_sum{x="1"} 3',
      'e_count{x="1"} 2',
      "",
    ]);
    expect(exposeTogether(workers, ["d"])).toBe("# HELP d D.\n# TYPE d gauge\nd 7\n");
  });
});
