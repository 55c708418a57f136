/** The profiles send what the real resolvers were seen to send (fixtures/resolvers). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { RESOLVER_PROFILES } from "./profiles.ts";
import { RESOLVERS, type ResolverQuery, type ResolverReply } from "./resolver.ts";

const seen = z.object({ asked: z.array(z.string()), result: z.string(), seconds: z.number() });
const situations = z
  .array(
    z.object({
      title: z.string(),
      name: z.string(),
      conf: z.array(z.string()),
      rules: z.string(),
      types: z.array(z.string()),
      glibc: seen,
      musl: seen,
      go: seen,
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("../../../fixtures/resolvers/observed.json", import.meta.url), "utf8")));

const words = (lines: readonly string[], keyword: string) =>
  lines
    .filter((line) => line.startsWith(`${keyword} `))
    .flatMap((line) => line.split(" ").slice(1))
    .map((value) => ({ value, origin: "" }));

/** What musl sends for a search domain of `.` is not a message; of two servers the quicker one uses up the repeats. */
const LEFT_TO_CHANCE = ["rootsearch", "two-servers-servfail"];
const ADDRESSES: Readonly<Record<string, string>> = { A: "192.0.2.7", AAAA: "2001:db8::7" };

function replyTo({ name, type }: ResolverQuery, rules: string): ResolverReply {
  const rule = rules
    .split(",")
    .map((text) => /^(?<of>[^:=]*)(:(?<only>\w+))?=(?<action>\w+)$/.exec(text)?.groups)
    .find((groups) => (groups?.of === "*" || groups?.of === name) && [undefined, type].includes(groups?.only));
  const action = rule?.action ?? "NX";
  if (action === "DROP") return { kind: "nothing", because: "timeout", isRefusedConnection: false, tookMs: 0 };
  const rcode = action === "NX" ? "NXDOMAIN" : action === "OK" || action === "NODATA" ? "NOERROR" : action;
  const values = action === "OK" ? [ADDRESSES[type] ?? ""] : [];
  return { kind: "reply", rcode, answers: values.length, values, isLame: false, tookMs: 0 };
}

/** Queries that go out together arrive in any order: those for one name in a row are sorted. */
function inRuns(asked: readonly string[]): readonly string[] {
  const runs: string[][] = [];
  const nameOf = (query: string): string => query.split(" ").at(-2) ?? "";
  for (const query of asked) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && nameOf(run[0]) === nameOf(query)) run.push(query);
    else runs.push([query]);
  }
  return runs.flatMap((run) => run.toSorted());
}

describe.each(RESOLVERS)("%s", (resolver) => {
  const known = situations.filter(({ title }) => resolver !== "musl" || !LEFT_TO_CHANCE.includes(title));
  test.each(known)("$title", async ({ name, conf, rules, types, [resolver]: { asked, result, seconds } }) => {
    const lookup = {
      name,
      types,
      conf: { servers: words(conf, "nameserver"), searches: words(conf, "search"), options: words(conf, "options") },
    };
    const resolution = await RESOLVER_PROFILES[resolver].resolve(lookup, async (query) => ({
      reply: replyTo(query, rules),
      detail: undefined,
    }));
    const hasSeveral = lookup.conf.servers.length > 1;
    const sent = resolution.attempts.map(
      ({ name: full, type, server }) => `${hasSeveral ? `${server} ` : ""}${full} ${type}`,
    );
    expect(inRuns(sent)).toEqual(inRuns(asked));
    const given = resolution.result.error ?? resolution.result.values.toSorted().join(" ");
    const expected = result.replace(/^-?\d+ /, "").replace(/[[\]]/g, "");
    expect(resolution.result.isFound ? given : given.replace("[127.0.0.1]", "127.0.0.1")).toBe(
      resolution.result.isFound ? expected.split(" ").toSorted().join(" ") : expected,
    );
    expect(Math.abs(resolution.tookMs / 1000 - seconds)).toBeLessThan(0.3);
  });
});
