import { describe, expect, test } from "vitest";
import { EDNS, nextOf, query, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { RequestMetrics } from "../../chain/request-metrics.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeMetrics } from "../../ports/_test/fake-metrics.ts";
import { serve, streaming } from "../_test/serve.ts";
import { createPrometheus } from "./handler.ts";

const zones = ["example.org.", "sub.example.org."] as CanonicalName[];

/** What is counted when the next plugin (cache) gives this outcome. */
async function counted(asked: ReturnType<typeof query>, outcome: (to: typeof asked) => Outcome | Promise<Outcome>) {
  const metrics = new FakeMetrics();
  const handler = createPrometheus({ zones, metrics: new RequestMetrics(metrics), clock: new FakeClock() });
  await handler.serve(asked, nextOf(outcome, "cache"), undefined);
  return {
    requests: metrics.of("coredns_dns_requests_total"),
    responses: metrics.of("coredns_dns_responses_total"),
    dnssec: metrics.of("coredns_dns_do_requests_total"),
  };
}

const replying =
  (rcode: number, lines: ReplyLines = {}) =>
  ({ request }: ReturnType<typeof query>): Outcome => ({
    rcode: 0,
    reply: Reply.of(reply(request, { ...lines, rcode })),
  });

describe("prometheus", () => {
  test("counts under the longest zone of the block, and the plugin behind itself", async () => {
    const { requests, responses } = await counted(query("www.sub.example.org. A"), replying(Rcode.NXDOMAIN));
    expect(requests).toEqual({ "dns://:53,sub.example.org.,,udp,1,A": 1 });
    expect(responses).toEqual({ "dns://:53,sub.example.org.,,NXDOMAIN,cache": 1 });
  });
  test("counts names outside the block's zones under the root", async () => {
    const { requests } = await counted(query("example.net. A"), replying(0));
    expect(Object.keys(requests)).toEqual(["dns://:53,.,,udp,1,A"]);
  });
  test("counts types that are rarely asked as other", async () => {
    const { requests } = await counted(query("example.org. LOC"), replying(0));
    expect(Object.keys(requests)).toEqual(["dns://:53,example.org.,,udp,1,other"]);
  });
  test("tells TCP and IPv6", async () => {
    const client = { address: "2001:db8::1", port: 1 };
    const { requests } = await counted(query("example.org. A", {}, { client, transport: "tcp" }), replying(0));
    expect(Object.keys(requests)).toEqual(["dns://:53,example.org.,,tcp,2,A"]);
  });
  test("counts a code without a reply, under no plugin", async () => {
    const { responses } = await counted(query("example.org. A"), () => ({ rcode: Rcode.SERVFAIL }));
    expect(responses).toEqual({ "dns://:53,example.org.,,SERVFAIL,": 1 });
  });
  test("counts a query without any reply as NOERROR", async () => {
    const { responses } = await counted(query("example.org. A"), () => ({ rcode: Rcode.NXDOMAIN }));
    expect(responses).toEqual({ "dns://:53,example.org.,,NOERROR,": 1 });
  });
  test("counts a reply that comes later, and one that is there as bytes", async () => {
    const later = async ({ request }: ReturnType<typeof query>): Promise<Outcome> => ({
      rcode: 0,
      reply: Reply.ofWire(encodeMessage(reply(request, { rcode: Rcode.NXDOMAIN }))),
    });
    const { responses } = await counted(query("example.org. A"), later);
    expect(responses).toEqual({ "dns://:53,example.org.,,NXDOMAIN,cache": 1 });
  });
  test("counts queries with DO, and names their view", async () => {
    const asked = query("example.org. A", { edns: { ...EDNS, dnssecOk: true } });
    asked.view = "inside";
    const { dnssec } = await counted(asked, replying(0));
    expect(dnssec).toEqual({ "dns://:53,example.org.,inside": 1 });
  });
});

test("counts a stream once, when it is over, with the octets of all its messages", async () => {
  const metrics = new FakeMetrics();
  const handler = createPrometheus({ zones, metrics: new RequestMetrics(metrics), clock: new FakeClock() });
  const { outcome } = await serve(
    handler,
    query("example.org. AXFR"),
    streaming({ answer: ["example.org. 60 IN A 192.0.2.1"] }, { rcode: Rcode.REFUSED }),
  );
  expect(outcome.stream).toBeDefined();
  expect(metrics.of("coredns_dns_requests_total")).toEqual({ "dns://:53,example.org.,,udp,1,AXFR": 1 });
  expect(metrics.of("coredns_dns_responses_total")).toEqual({ "dns://:53,example.org.,,REFUSED,next": 1 });
});

test("counts a stream that its client left as a failure", async () => {
  const metrics = new FakeMetrics();
  const handler = createPrometheus({ zones, metrics: new RequestMetrics(metrics), clock: new FakeClock() });
  const { stream } = await handler.serve(query("example.org. AXFR"), nextOf(streaming({}, {}), "next"), undefined);
  for await (const _ of stream ?? []) break;
  expect(metrics.of("coredns_dns_responses_total")).toEqual({ "dns://:53,example.org.,,SERVFAIL,next": 1 });
});
