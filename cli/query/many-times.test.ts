/** `query --times` with upstreams that take turns, so that each number is known beforehand. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createQueryEngine } from "../../server/engine/worker/query-engine.ts";
import { createHost } from "../../server/host/host.ts";
import { readQueryOptions } from "../query-options.ts";
import { askManyTimes } from "./many-times.ts";

const turns = (cache: string): string => `.:1053 {
    ${cache}
    forward . 127.0.0.1:5301 127.0.0.1:5302 {
        policy round_robin
    }
}
.:5301 {
    template IN A {
        answer "{{ .Name }} 60 IN A 192.0.2.10"
    }
}
.:5302 {
    template IN A {
        rcode NXDOMAIN
        authority "office.example 60 IN SOA ns.office.example. admin.office.example. 1 60 60 60 60"
    }
}
`;

async function ask(corefile: string, line: string, signal = new AbortController().signal) {
  const root = mkdtempSync(join(tmpdir(), "times-"));
  writeFileSync(join(root, "Corefile"), corefile);
  const sink = { write: () => undefined, end: () => undefined };
  const engine = createQueryEngine({ host: createHost({ sink }), ports: "ephemeral" });
  try {
    const snapshot = { root, corefile: "Corefile", drafts: {}, allowed: [], environment: {} };
    const running = await engine.start(snapshot, { tell: () => undefined });
    const options = readQueryOptions(line.split(" "));
    if (running.kind === "refused" || "usageProblem" in options) throw new Error("not asked");
    const [listener] = running.listeners;
    if (listener === undefined) throw new Error("no listener");
    const printed = await askManyTimes({ running, listener, options, signal });
    if ("error" in printed) throw new Error(printed.error);
    return printed;
  } finally {
    await engine.stop();
    rmSync(root, { recursive: true });
  }
}

test("each answer, upstream and line is counted", async () => {
  const { text, exitCode } = await ask(turns("errors"), "wiki.office.example --times 10");
  expect(exitCode).toBe(0);
  expect(text).toContain("Asked 10 times: 5 × ");
  expect(text).toMatch(/NOERROR, A 192\.0\.2\.10\s+5 {3}50 % {2}#{10}\n/);
  expect(text).toMatch(/127\.0\.0\.1:5302\s+5 {3}50 %/);
  expect(text).toMatch(/forward \(Corefile:3\)\s+10 {2}100 %/);
});

test("a cache that kept the first reply is told, and why each different answer came", async () => {
  const { text } = await ask(turns("cache"), "wiki.office.example --times 4 --why");
  expect(text).toContain("cache answered 3 of 4 by itself: forward was asked only once");
  expect(text.match(/^== /gm)).toHaveLength(1);
  expect(text).toContain("WHY  wiki.office.example. IN A");
});

test("as JSON each run stands with its records and its line", async () => {
  const { text } = await ask(turns("errors"), "wiki.office.example --times 3 --json");
  expect(JSON.parse(text)).toMatchObject({
    wanted: 3,
    distribution: { runs: 3 },
    runs: [{ answeredBy: "forward", decidedAt: { start: { line: 3 } } }, {}, {}],
  });
});

test("stopped, it says what came till then", async () => {
  const stop = new AbortController();
  stop.abort();
  const { text, exitCode } = await ask(turns("errors"), "wiki.office.example --times 5", stop.signal);
  expect(exitCode).toBe(130);
  expect(text).toContain("Not asked yet.");
});

test.each([
  ["0", "a number from 1 to 1000"],
  ["1001", "a number from 1 to 1000"],
  ["many", "a number from 1 to 1000"],
])("--times %s is no number of times", (times, expected) =>
  expect(readQueryOptions(["x", "--times", times])).toEqual({
    usageProblem: `--times takes ${expected}, not "${times}"`,
  }),
);

test("a pod's resolver is not asked many times", () =>
  expect(readQueryOptions(["x", "--times", "5", "--as", "pod:shop"])).toEqual({
    usageProblem: "--times repeats one question; a pod's resolver asks several",
  }));
