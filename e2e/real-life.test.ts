/**
 * Corefiles as people write them: opened, drawn, served and asked, with upstreams that answer in this process. The ten in
 * fixtures/corefiles say in lines `#? NAME TYPE RCODE PLUGIN` what must come; COREFILE_CORPUS names a folder of more, of
 * which those are taken that use only plugins that the engine runs.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { replyTo } from "../lib/chain/respond.ts";
import { parseCorefile } from "../lib/corefile/parse.ts";
import { printCorefile } from "../lib/corefile/print.ts";
import { chainModel } from "../lib/diagram/chain-model.ts";
import { layoutDiagram } from "../lib/diagram/layout.ts";
import { readBlocks } from "../lib/diagram/read-blocks.ts";
import { Class } from "../lib/dns/iana/class.ts";
import { RRType, rrtypeName } from "../lib/dns/iana/rrtype.ts";
import type { ResourceRecord } from "../lib/dns/message/message.ts";
import { decodeMessage } from "../lib/dns/wire/decode.ts";
import { encodeMessage } from "../lib/dns/wire/encode.ts";
import type { Explanation } from "../lib/explanation/explanation.ts";
import { directives } from "../lib/plugins/directives.gen.ts";
import { setupLoaders } from "../lib/plugins/setup-loaders.gen.ts";
import type { Host } from "../lib/ports/host.ts";
import { ask } from "../server/client/ask.ts";
import { embeddedEngine } from "../server/engine/embedded.ts";
import type { OpenListener } from "../server/engine/instance.ts";
import { createHost } from "../server/host/host.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/corefiles");
const CORPUS = process.env.COREFILE_CORPUS;
const folder = mkdtempSync(join(tmpdir(), "real-life-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "db.example.org"), readFileSync(join(FIXTURES, "db.example.org")));

/** This machine, but every upstream answers here: an address for A, nothing for all else. No HTTP is listened on. */
function enclosedHost(): Host {
  const host = createHost({ folder, sink: { write: () => undefined, end: () => undefined } });
  return {
    ...host,
    http: {
      listen: async ({ address, port }) => ({
        bound: { address, port },
        ask: async () => ({ status: 200, body: "" }),
        close: async () => undefined,
      }),
    },
    exchange: {
      connect: async () => ({
        usable: true,
        openedMs: 0,
        lastUsedMs: performance.now(),
        exchange: async (message) => answerOf(message),
        async *stream(message) {
          yield answerOf(message);
        },
        close: () => undefined,
      }),
    },
  };
}

function answerOf(message: Uint8Array): Uint8Array {
  const request = decodeMessage(message);
  const [question] = request.question;
  const record: ResourceRecord[] =
    question?.type === RRType.A
      ? [
          {
            name: question.name,
            type: RRType.A,
            class: Class.IN,
            ttl: 60,
            rdata: { kind: "A", address: "198.51.100.7" },
          },
        ]
      : [];
  return encodeMessage(replyTo(request, { recursionAvailable: true, answer: record })).slice();
}

interface Served {
  readonly listeners: readonly OpenListener[];
  ask(
    name: string,
    type: string,
    listener: OpenListener,
  ): Promise<{ readonly rcode: string; readonly explanation: Explanation }>;
  stop(): Promise<void>;
}

async function serve(file: string): Promise<Served | readonly string[]> {
  const waiting: ((explanation: Explanation) => void)[] = [];
  const started = await embeddedEngine.start(
    { corefile: file, defaultPort: 53, host: enclosedHost() },
    {
      place: async () => ({ address: "127.0.0.1", port: 0 }),
      observe: () => ({ explained: (explanation) => waiting.shift()?.(explanation) }),
    },
  );
  if (started.kind === "refused")
    return started.problems.filter(({ severity }) => severity === "error").map(({ message }) => message);
  return {
    listeners: started.listeners,
    stop: () => started.stop(),
    async ask(name, type, { bound, label }) {
      const explained = new Promise<Explanation>((resolve) => waiting.push(resolve));
      const request = {
        name,
        type,
        class: "IN",
        transport: "udp",
        retryOverTcp: false,
        timeoutMs: 2000,
        flags: { recursionDesired: true, authenticData: false, checkingDisabled: false },
      } as const;
      const asked = await ask({ target: { ...bound, address: "127.0.0.1" }, label, request });
      if ("error" in asked) throw new Error(asked.error);
      const { received } = asked;
      return {
        rcode: received.kind === "reply" ? received.message.rcode : received.kind,
        explanation: await explained,
      };
    },
  };
}

function draw(text: string): number {
  const { blocks } = readBlocks(text, "Corefile");
  return layoutDiagram(chainModel(blocks, directives), 900).blocks.length;
}

const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith(".corefile"));

describe("Corefiles as people write them", () => {
  test.each(fixtures)("%s", async (name) => {
    const text = readFileSync(join(FIXTURES, name), "utf8");
    expect(printCorefile(parseCorefile(text, "Corefile"))).toBe(text);
    expect(draw(text)).toBeGreaterThan(0);
    writeFileSync(join(folder, name), text);
    const served = await serve(name);
    if (!("ask" in served)) throw new Error(served.join("\n"));
    try {
      for (const [, question = ""] of text.matchAll(/^#\? (.+)$/gm)) {
        const [qname = "", type = "A", rcode, plugin] = question.split(" ");
        const [listener] = served.listeners;
        if (listener === undefined) throw new Error("nothing listens");
        const reply = await served.ask(qname, type, listener);
        expect({ question, rcode: reply.rcode, plugin: decidedBy(reply.explanation) }).toEqual({
          question,
          rcode,
          plugin,
        });
        expect(reply.explanation.dispatch.filter(({ match }) => match === "longest match").length).toBe(
          plugin === "-" ? 0 : 1,
        );
      }
    } finally {
      await served.stop();
    }
  });
});

/** The plugin that answered, else the last one that the query came to; `-` for the server itself. */
function decidedBy({ answeredBy, steps }: Explanation): string {
  if (answeredBy !== undefined) return answeredBy;
  let [step] = steps;
  while (step?.steps[0] !== undefined) [step] = step.steps;
  return step?.plugin ?? "-";
}

const others =
  CORPUS === undefined
    ? []
    : readdirSync(CORPUS).filter((name) => usesOnlyOurs(readFileSync(join(CORPUS, name), "utf8")));

describe.skipIf(CORPUS === undefined)("Corefiles of a corpus", () => {
  test("ten at least use only what the engine runs", () => {
    expect(others.length).toBeGreaterThanOrEqual(10);
  });

  test.each(others)("%s", async (name) => {
    const text = readFileSync(join(CORPUS ?? "", name), "utf8");
    expect(printCorefile(parseCorefile(text, "Corefile"))).toBe(text);
    expect(draw(text)).toBeGreaterThan(0);
    writeFileSync(join(folder, "corpus.corefile"), text.replace(/^(\s*)bind .*$/gm, "$1bind 127.0.0.1"));
    const served = await serve("corpus.corefile");
    // What it would not start with is told in words; no file of the corpus may bring the engine down.
    if (!("ask" in served)) return expect(served.length).toBeGreaterThan(0);
    try {
      for (const listener of served.listeners) {
        const [zone = "."] = listener.serves;
        const { explanation } = await served.ask(
          `www.${zone === "." ? "example.org." : zone}`,
          rrtypeName(RRType.A),
          listener,
        );
        expect(explanation.steps.length + explanation.dispatch.length).toBeGreaterThan(0);
      }
    } finally {
      await served.stop();
    }
  });
});

function usesOnlyOurs(text: string): boolean {
  const names = new Set(setupLoaders.keys());
  const { items, errors } = parseCorefile(text, "Corefile");
  const lines = items.flatMap((item) => (item.kind === "import" ? [] : item.body));
  return (
    errors.length === 0 &&
    lines.length > 0 &&
    lines.every((line) => line.kind === "directive" && names.has(line.name.text))
  );
}
