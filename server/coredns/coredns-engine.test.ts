/** The real CoreDNS as an engine, where there is one; what every engine keeps to stands in server/engine/engine-contract.test.ts. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import type { Explanation, Step } from "../../lib/explanation/explanation.ts";
import { askExplained } from "../engine/ask.ts";
import type { Running, Snapshot } from "../engine/engine.ts";
import { createHost } from "../host/host.ts";
import { findBinary } from "./binary.ts";
import { CorednsEngine } from "./coredns-engine.ts";
import { whyNotTold } from "./why-not-told.ts";

const binary = await findBinary({ environment: process.env });
if (binary.kind === "none") process.stdout.write(`not run: ${binary.reason}\n`);

let root = "";
let engine: CorednsEngine | undefined;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "coredns-engine-")));
});
afterEach(async () => {
  await engine?.stop();
  rmSync(root, { recursive: true, force: true });
});

function snapshotOf(files: Readonly<Record<string, string>>, more: Partial<Snapshot> = {}): Snapshot {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, corefile: "Corefile", drafts: {}, allowed: [], environment: {}, ...more };
}

async function start(snapshot: Snapshot, plugins?: ReadonlySet<string>): Promise<Running> {
  if (binary.kind === "none") throw new Error(binary.reason);
  engine = new CorednsEngine({ binary: { ...binary, plugins: plugins ?? binary.plugins }, host: createHost() });
  const running = await engine.start(snapshot, { tell: () => undefined });
  if (running.kind === "refused") throw new Error(running.problems[0]?.message);
  return running;
}

async function refusal(snapshot: Snapshot) {
  if (binary.kind === "none") throw new Error(binary.reason);
  engine = new CorednsEngine({ binary, host: createHost() });
  const refused = await engine.start(snapshot, { tell: () => undefined });
  const [problem] = refused.problems;
  return [problem?.message, problem?.range.file.replace(`${root}/`, ""), problem?.range.start.line];
}

async function ask(running: Running, name: string, more: object = {}) {
  const [listener] = running.listeners;
  if (listener === undefined) throw new Error("nothing listens");
  const asked = await askExplained(running, { listener, request: askRequestSchema.parse({ name, ...more }) });
  if ("error" in asked) throw new Error(asked.error);
  const { received, explanation } = asked;
  if (received.kind !== "reply") return { rcode: "none", answer: [], explanation };
  const answer = received.message.answer.map(({ type, rdata }) => `${type} ${rdata}`);
  return { rcode: received.message.rcode, answer, explanation };
}

/** `hosts passed Corefile:3` of each step on the way. */
function wayOf({ steps }: Pick<Explanation, "steps"> | Step): readonly string[] {
  return steps.flatMap((step) => [`${step.plugin} ${step.verdict} ${step.at.start.line}`, ...wayOf(step)]);
}

const SERVING = `example.org {
    errors
    cache 30
    hosts names {
        fallthrough
    }
    forward . 127.0.0.1:5300
}
.:5300 {
    bind 127.0.0.1
    template IN A {
        answer "{{ .Name }} 60 IN A 192.0.2.9"
    }
    template IN TXT {
        rcode REFUSED
    }
}
`;

describe.skipIf(binary.kind === "none")("a coredns binary", () => {
  test("answers from drafts, and tells which plugins ran, where they stand, and which came last", async () => {
    const running = await start(
      snapshotOf(
        { Corefile: SERVING, names: "192.0.2.1 old.example.org\n" },
        { drafts: { names: "192.0.2.2 www.example.org" } },
      ),
    );
    const { answer, explanation } = await ask(running, "www.example.org");
    expect(answer).toEqual(["A 192.0.2.2"]);
    expect(explanation).toMatchObject({
      ...{ answeredBy: "hosts", listener: "dns://:53", reply: { rcode: "NOERROR", sent: true } },
      dispatch: [{ zone: "example.org.", at: { start: { line: 1 } } }],
      notReached: [{ plugin: "forward", inRequestPath: true }],
    });
    expect(explanation?.decidedAt).toBeUndefined();
    expect(wayOf({ steps: explanation?.steps ?? [] })).toEqual([
      "errors passed 2",
      "cache passed 3",
      "hosts answered 4",
    ]);
    const { explanation: again } = await ask(running, "www.example.org");
    expect(wayOf({ steps: again?.steps ?? [] })).toEqual(["errors passed 2", "cache answered 3"]);
  });

  test("tells the upstream as the Corefile names it, and not the query that came of it", async () => {
    const running = await start(snapshotOf({ Corefile: SERVING, names: "" }));
    const { answer, explanation } = await ask(running, "other.example.org");
    expect(answer).toEqual(["A 192.0.2.9"]);
    expect(wayOf({ steps: explanation?.steps ?? [] }).at(-1)).toBe("forward answered 7");
    expect(JSON.stringify(explanation)).toContain('"upstream":"127.0.0.1:5300"');
    const { rcode, explanation: refused } = await ask(running, "other.example.org", { type: "TXT" });
    expect([rcode, wayOf({ steps: refused?.steps ?? [] }).at(-1)]).toEqual(["REFUSED", "forward refused 7"]);
  });

  test("tells CoreDNS's error", async () => {
    const running = await start(
      snapshotOf({ Corefile: ".:1053 {\n    errors\n    hosts names {\n        fallthrough\n    }\n}\n", names: "" }),
    );
    const { rcode, explanation } = await ask(running, "www.example.org");
    expect(rcode).toBe("SERVFAIL");
    expect(explanation?.answeredBy).toBeUndefined();
    expect(explanation?.inWords).toContain("hosts, which failed (plugin/hosts: no next plugin found)");
  });

  test("built without the plugin that tells, it answers all the same", async () => {
    if (binary.kind === "none") return;
    const plugins = new Set([...binary.plugins].filter((name) => name !== "trace"));
    const running = await start(snapshotOf({ Corefile: SERVING, names: "192.0.2.2 www.example.org" }), plugins);
    expect(await ask(running, "www.example.org")).toMatchObject({ answer: ["A 192.0.2.2"], explanation: undefined });
    expect(whyNotTold({ ...binary, plugins })).toBe(
      `This CoreDNS ${binary.release} is built without the plugin trace, so it does not tell which plugins ran.`,
    );
  });

  test("refuses in its own words, at the user's line", async () => {
    const imported = {
      Corefile: "# mine\n\n. {\n    import more.conf\n}\n",
      "more.conf": "errors\nhosts {\n    ttl x\n}\n",
    };
    expect(await refusal(snapshotOf(imported))).toEqual([
      `plugin/hosts: ${root}/more.conf:3 - Error during parsing: ttl needs a number of second`,
      "more.conf",
      3,
    ]);
    expect(await refusal(snapshotOf({ "more.conf": "errors\nfooo\n" }))).toEqual([
      `${root}/more.conf:2 - Error during parsing: Unknown directive 'fooo'`,
      "more.conf",
      2,
    ]);
  });

  test("says where manifests stand for a cluster, and where they do not", async () => {
    const snapshot = snapshotOf({ Corefile: ". {\n    kubernetes cluster.local\n}\n" });
    expect(await refusal(snapshot)).toEqual([expect.stringContaining("in-cluster configuration"), "Corefile", 2]);
    if (binary.kind === "none") return;
    const { problems } = await new CorednsEngine({ binary, host: createHost() }).check(snapshot);
    expect(problems[0]?.help).toContain("manifests of the workspace");
  });

  test("listens on loopback only, and leaves the user's folder as it is", async () => {
    const Corefile = `example.org {
    health
    tsig {
        secret home.example.org. c2VjcmV0LXNlY3JldC1zZWNyZXQ=
    }
    dynupdate {
        file db
        database ${root}/updates
        allow home.example.org. home.example.org. A
    }
}
`;
    const db = "$ORIGIN example.org.\n@ 60 IN SOA ns admin 1 60 60 60 60\n@ 60 IN NS ns\nns 60 IN A 192.0.2.1\n";
    const running = await start(snapshotOf({ Corefile, db }));
    expect((await ask(running, "ns.example.org")).answer).toEqual(["A 192.0.2.1"]);
    expect(new Set(running.listeners.map(({ bound }) => bound.address))).toEqual(new Set(["127.0.0.1"]));
    expect(readdirSync(root).sort()).toEqual(["Corefile", "db"]);
  });

  test("is not started on a folder that somebody else sent", async () => {
    const [message] = await refusal(snapshotOf({ Corefile: SERVING, names: "" }, { isForeign: true }));
    expect(message).toBe(
      "this folder came from a link or a file of somebody else: the coredns binary is not started on it",
    );
  });

  test("leaves nothing behind", async () => {
    const running = await start(snapshotOf({ Corefile: SERVING, names: "" }));
    const own = (): string => spawnSync("ps", ["-ww", "-o", "args", "--ppid", String(process.pid)]).stdout.toString();
    expect(own()).toContain("corefile-studio-coredns-");
    await running.stop();
    expect(own()).not.toContain("corefile-studio-coredns-");
  });
});
