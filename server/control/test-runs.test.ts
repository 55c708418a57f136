/** The tests of a window on an engine of their own, as it takes up the newest text before each run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestProgress, TestRunReply } from "../../lib/api/tests.ts";
import { coverableIn } from "../engine/dns-tests/coverable-in.ts";
import type { Snapshot } from "../engine/engine.ts";
import { createQueryEngine } from "../engine/worker/query-engine.ts";
import { systemClock } from "../host/clock.ts";
import { createHost } from "../host/host.ts";
import { jailFiles } from "../workspaces/jailed-files.ts";
import { TestRuns } from "./test-runs.ts";

const COREFILE = `.:1053 {
    hosts {
        192.0.2.80 www.example.org
        192.0.2.81 spare.example.org
        fallthrough
    }
    forward . 198.51.100.53
}
`;
const TESTS = `tests:
  - {ask: www.example.org A, expect: {answer: ["www.example.org. * IN A 192.0.2.80"]}}
  - {ask: api.example.net A, expect: {rcode: NOERROR, plugin: forward}}
upstreams:
  "198.51.100.53:53": ["api.example.net. 60 IN A 203.0.113.9"]
`;

let root: string;
let runs: TestRuns;
let told: TestProgress[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "test-runs-"));
  writeFileSync(join(root, "Corefile"), COREFILE);
  told = [];
  const host = createHost();
  runs = new TestRuns({
    engine: createQueryEngine({ host, ports: "ephemeral" }),
    checker: {
      pods: () => Promise.reject(new Error("no test asks as a pod")),
      coverable: async ({ paths, ...snapshot }) => {
        const source = {
          corefile: snapshot.corefile,
          defaultPort: 53,
          host: { ...host, files: jailFiles(host.files, snapshot) },
        };
        return coverableIn(source, paths);
      },
    },
    clock: systemClock,
    tell: (progress) => told.push(progress),
  });
});
afterEach(async () => {
  await runs.close();
  rmSync(root, { recursive: true, force: true });
});

interface Wish {
  readonly text?: string;
  readonly drafts?: Snapshot["drafts"];
  readonly lines?: readonly number[];
  readonly signal?: AbortSignal;
}

const run = ({
  text = TESTS,
  drafts = {},
  lines,
  signal = new AbortController().signal,
}: Wish = {}): Promise<TestRunReply> =>
  runs.run({
    ...{ id: "t", text, lines, signal, useRealUpstreams: false, paths: ["Corefile"] },
    snapshot: { root, corefile: "Corefile", drafts, allowed: [], environment: {} },
  });

const states = ({ results }: TestRunReply): readonly string[] => results.map(({ state }) => state);

describe("a run", () => {
  it("asks against fixtures, and tells what the tests come to", async () => {
    const reply = await run();
    expect(states(reply)).toEqual(["held", "held"]);
    expect(reply.coverage).toMatchObject({ percent: 80, covered: 4, total: 5 });
    expect(reply.coverage?.uncovered).toMatchObject([{ file: "Corefile", line: 4, kind: "entry" }]);
    expect(reply.coverage?.lines).toContainEqual({
      ...{ file: "Corefile", line: 3, state: "decided" },
      sentence: "This entry was given to 1 question.",
    });
    expect(reply.results.map(({ explanation }) => explanation)).toEqual([undefined, undefined]);
  });

  it("takes up the newest text, and explains what fell", async () => {
    await run();
    const reply = await run({ drafts: { Corefile: COREFILE.replace("        fallthrough\n", "") } });
    expect(states(reply)).toEqual(["held", "fell"]);
    expect(reply.results[1]?.differences).toContainEqual({ what: "rcode", expected: "NOERROR", got: "SERVFAIL" });
    expect(reply.results[1]?.explanation?.answeredBy).toBe("hosts");
    expect(states(await run())).toEqual(["held", "held"]);
  });

  it("may be of some tests", async () => {
    const { results } = await run({ lines: [3] });
    expect(results.map(({ line, ask }) => [line, ask])).toEqual([[3, "api.example.net A"]]);
  });

  it("of a configuration that does not start asks nothing", async () => {
    const reply = await run({ drafts: { Corefile: ".:1053 {\n    fooo\n}\n" } });
    expect(reply).toMatchObject({ results: [], problems: [{ message: expect.stringContaining("fooo") }] });
    expect(states(await run())).toEqual(["held", "held"]);
  });

  it("of a file that cannot be read says where", async () => {
    const { problems } = await run({ text: "tests:\n  - {ask: www.example.org, expect: {}}\n" });
    expect(problems).toMatchObject([
      {
        range: { file: "dns-tests.yaml", start: { line: 2 } },
        message: expect.stringContaining("say what is expected"),
      },
    ]);
  });

  it("says what has no fixture", async () => {
    const { results } = await run({ text: TESTS.slice(0, TESTS.indexOf("upstreams:")) });
    expect(results[1]).toMatchObject({ state: "fell", missing: ["api.example.net. A of 198.51.100.53:53"] });
  });

  it("ends when it is stopped, with what was asked until then", async () => {
    const stop = new AbortController();
    const slow = `tests:\n${"  - {ask: silent.example.net A, expect: {rcode: SERVFAIL}}\n".repeat(20)}upstreams: {"*": timeout}\n`;
    const running = run({ text: slow, signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    const reply = await running;
    expect(reply.isCancelled).toBe(true);
    expect(reply.results.length).toBeLessThan(20);
    expect(states(await run())).toEqual(["held", "held"]);
  });
});
