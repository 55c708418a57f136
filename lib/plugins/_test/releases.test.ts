/** What directives say of releases, and what they are in one. */
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { checkDirective } from "../../directive/check/check-directive.ts";
import { orderOf } from "../../profiles/orders.ts";
import { directiveOf, directivesOf } from "../../profiles/profile.ts";
import { compareReleases, RELEASES } from "../../profiles/releases.ts";
import { directives } from "../directives.gen.ts";

const OLDEST = RELEASES[0] ?? "";
/** Early releases had one number: 001 to 011. */
const isOld = (since: string): boolean => /^\d+$/.test(since) || compareReleases(since, OLDEST) < 0;

test.each(directives.map((directive) => [directive.name, directive] as const))(
  "%s came when plugin.cfg has it first, and its properties not before",
  (name, { since = OLDEST, properties, earlier = [], until = {} }) => {
    const first = RELEASES.find((release) => orderOf(release).includes(name));
    if (!isOld(since)) expect(since).toBe(first);
    const told = [...Object.values(properties).map((property) => property.since), ...Object.values(until)];
    for (const release of [...told, ...earlier.map(({ before }) => before)]) {
      if (release !== undefined && !isOld(release)) expect(RELEASES).toContain(release);
    }
    expect(Object.keys(until).filter((property) => Object.hasOwn(properties, property))).toEqual([]);
  },
);

/** What a release says first of a server block with these lines. */
function saidBy(release: string, lines: string): string | undefined {
  const text = `example.org {\n${lines}\n}\n`;
  const file = "Corefile";
  const order = new Set(orderOf(release));
  const files = filesInMemory({});
  const { problems, blocks } = loadCorefile({ file, text, files, environment: {}, directives: order });
  if (problems[0] !== undefined) return problems[0].message;
  return directivesOf(release, directives).flatMap((directive) => {
    const tokens = blocks[0]?.directives.get(directive.name);
    return tokens === undefined ? [] : checkDirective(directive, { tokens, file }).problems;
  })[0]?.message;
}

/** Recorded from the binaries of these releases. */
const recorded: Readonly<Record<string, readonly [release: string, lines: string, said: string | undefined]>> = {
  "a directive": ["1.11.3", "multisocket 2", "Corefile:2 - Error during parsing: Unknown directive 'multisocket'"],
  "a property of file": [
    "1.11.3",
    "file db.example.org {\nfallthrough\n}",
    "plugin/file: Corefile:3 - Error during parsing: unknown property 'fallthrough'",
  ],
  "a property of forward": [
    "1.11.3",
    "forward . 192.0.2.53 {\nfailover SERVFAIL\n}",
    "plugin/forward: Corefile:3 - Error during parsing: unknown property 'failover'",
  ],
  "a block where there was none": [
    "1.11.3",
    "ready {\nmonitor until-ready\n}",
    "plugin/ready: this plugin can only be used once per Server Block",
  ],
  "a block of prometheus": [
    "1.11.3",
    "prometheus {\nruntime_metrics\n}",
    "plugin/prometheus: this plugin can only be used once per Server Block",
  ],
  "a property where words are counted": [
    "1.11.3",
    "cache {\nserve_stale\nserve_stale_policy prefer_positive\n}",
    "plugin/cache: Corefile:4 - Error during parsing: Wrong argument count or unexpected line ending after 'serve_stale_policy'",
  ],
  "an option of tls": [
    "1.11.3",
    "tls cert.pem key.pem {\nkeylog keys.txt\n}",
    "plugin/tls: Corefile:3 - Error during parsing: unknown option 'keylog'",
  ],
  "several uses": [
    "1.9.3",
    "forward a.example.org 192.0.2.1\nforward b.example.org 192.0.2.2",
    "plugin/forward: this plugin can only be used once per Server Block",
  ],
  "an action of acl, with those that there were": [
    "1.9.3",
    "acl {\ndrop net 192.0.2.0/24\n}",
    `plugin/acl: Corefile:3 - Error during parsing: unexpected token "drop"; expect 'allow', 'block', or 'filter'`,
  ],
  "a selector of header": [
    "1.9.3",
    "header {\nquery set ra\n}",
    "plugin/header: seting up rule: unknown flag action=query, should be set or clear",
  ],
  "the first problem in an order that has acl before cache": [
    "1.11.3",
    "cache {\nwhat\n}\nacl {\nallow what\n}",
    `plugin/acl: Corefile:6 - Error during parsing: unexpected token "what"; expect 'type | net'`,
  ],
  "and in one that has it after": [
    "1.14.6",
    "cache {\nwhat\n}\nacl {\nallow what\n}",
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'what'",
  ],
  "a property that the newest refuses": ["1.11.3", "header {\nset ra\n}", undefined],
};

describe("what a release has not, it refuses in its own words:", () => {
  test.each(Object.entries(recorded))("%s", (_, [release, lines, said]) => {
    expect(saidBy(release, lines)).toBe(said);
  });
});

describe("in the source of its release", () => {
  const sources: typeof recorded = {
    "forward stands as often as one likes from 1.9.4 on": [
      "1.9.4",
      "forward a.example.org 192.0.2.1\nforward b.example.org 192.0.2.2",
      undefined,
    ],
    "acl names the actions that it has": [
      "1.8.4",
      "acl {\ndrop net 192.0.2.0/24\n}",
      `plugin/acl: Corefile:3 - Error during parsing: unexpected token "drop"; expect 'allow', 'block', or 'filter'`,
    ],
    "errors has only one property": [
      "1.9.2",
      "errors {\nstacktrace\n}",
      "plugin/errors: Corefile:3 - Syntax error: Unexpected token 'stacktrace', expecting 'consolidate'",
    ],
    "transfer is a property of file": ["1.7.1", "file db.example.org {\ntransfer to *\n}", undefined],
  };
  test.each(Object.entries(sources))("%s", (_, [release, lines, said]) => {
    expect(saidBy(release, lines)).toBe(said);
  });
});

test("rules that look at lists of a property find them empty where it came later", () => {
  const acl = directives.find(({ name }) => name === "acl");
  if (acl === undefined) throw new Error("no acl");
  const { blocks } = loadCorefile({
    file: "Corefile",
    text: ". {\nacl {\nblock net 192.0.2.0/24\n}\n}\n",
    files: filesInMemory({}),
    environment: {},
  });
  const tokens = blocks[0]?.directives.get("acl") ?? [];
  const dated = directiveOf("1.7.0", acl);
  const { uses } = checkDirective(dated, { tokens, file: "Corefile" });
  expect(uses.map((use) => dated.exits?.(use))).toEqual([[{ on: "blocked", leads: "end", to: "REFUSED" }]]);
});

test("the directives of a release are the same list each time, and those of the newest are those that are given", () => {
  expect(directivesOf("1.11.3", directives)).toBe(directivesOf("1.11.3", directives));
  expect(directivesOf("1.15.0", directives)).toBe(directives);
  expect(directivesOf(undefined, directives)).toBe(directives);
});

test("nothing is offered that the release does not take", () => {
  const offersOf = (release: string, name: string) => {
    const directive = directivesOf(release, directives).find((one) => one.name === name);
    return { lines: directive?.template?.lines, trials: directive?.whatIfs?.length };
  };
  expect(offersOf("1.12.1", "file")).toEqual({
    lines: ["file <db.example.org> <example.org> {", "    reload <30s>", "}"],
    trials: 0,
  });
  expect(offersOf("1.12.2", "file")).toEqual({
    lines: ["file <db.example.org> <example.org> {", "    reload <30s>", "    fallthrough", "}"],
    trials: 1,
  });
});
