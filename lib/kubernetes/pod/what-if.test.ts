import { describe, expect, test } from "vitest";
import { RESOLVER_PROFILES } from "./profiles.ts";
import type { Lookup, ResolverName, ResolverQuery, ResolverReply } from "./resolver.ts";
import { compare } from "./what-if.ts";

const word = (value: string) => ({ value, origin: "" });
const conf = (ndots: number) => ({
  servers: [word("192.0.2.53")],
  searches: [word("shop.svc.example.org"), word("svc.example.org")],
  options: [word(`ndots:${ndots}`)],
});

/** A world in which these names have an address, and no other is there. */
function world(...names: readonly string[]) {
  const sent: string[] = [];
  const send = async ({ name, type }: ResolverQuery) => {
    sent.push(`${name} ${type}`);
    const isThere = names.includes(name);
    const values = isThere && type === "A" ? ["192.0.2.7"] : [];
    const rcode = isThere ? "NOERROR" : "NXDOMAIN";
    const reply: ResolverReply = { kind: "reply", rcode, answers: values.length, values, isLame: false, tookMs: 2 };
    return { reply, detail: undefined };
  };
  return { sent, send };
}

async function compared(resolver: ResolverName, lookup: Lookup, names: readonly string[]) {
  const { sent, send } = world(...names);
  const resolution = await RESOLVER_PROFILES[resolver].resolve(lookup, send);
  const comparison = await compare({ lookup, resolution, services: ["web.shop"] }, send);
  return { sent, ...comparison };
}

describe("a name of the world, from a pod with ndots:5", () => {
  const lookup = { name: "api.example.net", types: ["A", "AAAA"], conf: conf(5) };
  test("costs the search, and less in other ways", async () => {
    const { cost, whatIfs, sent } = await compared("glibc", lookup, ["api.example.net."]);
    expect(cost).toEqual({ queries: 6, wasted: 4, tookMs: 6 });
    expect(whatIfs.map(({ label, queries, isFound }) => [label, queries, isFound])).toEqual([
      ['With "api.example.net."', 2, true],
      ["ndots:2", 2, true],
      ["autopath", 2, true],
    ]);
    // What was asked already is not asked again for the comparison.
    expect(sent.length).toBe(6);
  });
});

test("a name that only the search finds is lost to musl with less ndots, and to nobody else", async () => {
  const lookup = { name: "web.shop.svc", types: ["A", "AAAA"], conf: conf(5) };
  const domains = { ...lookup, conf: { ...conf(5), searches: [word("example.org")] } };
  const ndots2 = async (resolver: ResolverName) => {
    const { whatIfs, breaks } = await compared(resolver, domains, ["web.shop.svc.example.org."]);
    return { isFound: whatIfs.find(({ label }) => label === "ndots:2")?.isFound, breaks };
  };
  expect((await ndots2("musl")).isFound).toBe(false);
  expect((await ndots2("musl")).breaks).toContain("Breaks with ndots:2");
  expect((await ndots2("glibc")).isFound).toBe(true);
  expect((await ndots2("go")).breaks).toContain("still work");
});

test("the three resolvers part ways where a search domain has the name without an address", async () => {
  const lookup = { name: "web", types: ["A", "AAAA"], conf: conf(5) };
  const { sent, send } = world("web.svc.example.org.");
  const nodata = async (query: ResolverQuery) => {
    const { reply, detail } = await send(query);
    const isEmpty = query.name === "web.shop.svc.example.org.";
    return { reply: isEmpty && reply.kind === "reply" ? { ...reply, rcode: "NOERROR" } : reply, detail };
  };
  const resolution = await RESOLVER_PROFILES.glibc.resolve(lookup, nodata);
  const { resolvers } = await compare({ lookup, resolution, services: [] }, nodata);
  expect(resolvers.map(({ resolver, isFound }) => [resolver, isFound])).toEqual([
    ["glibc", true],
    ["musl", false],
    ["go", true],
  ]);
  expect(resolvers[1]?.because).toContain("NODATA");
  expect(sent.length).toBe(4);
});

test("a name with a dot at its end has nothing to compare but the resolvers", async () => {
  const { whatIfs, breaks } = await compared("glibc", { name: "web.", types: ["A"], conf: conf(5) }, []);
  expect([whatIfs, breaks]).toEqual([[], undefined]);
});

test("what is stopped ends at once, with what was sent until then", async () => {
  let left = 3;
  const resolution = await RESOLVER_PROFILES.go.resolve({ name: "web", types: ["A"], conf: conf(5) }, async () => {
    left--;
    const reply: ResolverReply =
      left > 0
        ? { kind: "reply", rcode: "NXDOMAIN", answers: 0, values: [], isLame: false, tookMs: 1 }
        : { kind: "nothing", because: "cancelled", isRefusedConnection: false, isStopped: true, tookMs: 1 };
    return { reply, detail: undefined };
  });
  expect([resolution.isStopped, resolution.attempts.length, resolution.result.isFound]).toEqual([true, 3, false]);
});
