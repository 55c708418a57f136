/** The embedded engine in its worker, asked over real sockets: edits are live at once and lose nothing. */
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AskReply, askRequestSchema } from "../../lib/api/ask.ts";
import { Studio } from "../control/studio.ts";

let home: string;
let studio: Studio;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "live-"));
  studio = new Studio({ folder: home, home });
});
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

const apply = (text: string) => studio.window("").apply({ drafts: { Corefile: text } });
const ask = (parts: object): Promise<AskReply> =>
  studio.window("").ask(askRequestSchema.parse({ timeoutMs: 2000, ...parts }));
const version = (text: string): string => `.:53 {\n    chaos ${text}\n}\n`;
const whichVersion = { name: "version.bind", type: "TXT", class: "CH" };
const answerOf = ({ received }: AskReply): string | undefined =>
  received.kind === "reply" ? received.message.answer[0]?.rdata : received.because;

describe("a configuration", () => {
  it("serves on loopback under the name that the Corefile gives it", async () => {
    const { applied, engine } = await apply(version("v1"));
    expect(applied).toBe(true);
    expect(engine.listeners).toMatchObject([
      { label: "dns://:53", wanted: { port: 53 }, bound: { address: "127.0.0.1" } },
    ]);
    expect(answerOf(await ask(whichVersion))).toBe('"v1"');
    expect(answerOf(await ask({ ...whichVersion, transport: "tcp" }))).toBe('"v1"');
  });
  it("with an error is refused in CoreDNS's words, and the one before it goes on", async () => {
    await apply(version("v1"));
    const reply = await apply(".:53 {\n    fooo\n}\n");
    expect(reply.applied).toBe(false);
    expect(reply.problems[0]?.message).toBe("Corefile:2 - Error during parsing: Unknown directive 'fooo'");
    expect(answerOf(await ask(whichVersion))).toBe('"v1"');
  });
  it("is live as soon as it is applied", async () => {
    await apply(version("v1"));
    for (let edit = 2; edit < 12; edit++) {
      await apply(version(`v${edit}`));
      expect(answerOf(await ask(whichVersion))).toBe(`"v${edit}"`);
    }
  });
});

describe("a swap", () => {
  it("loses no query that is in flight", async () => {
    await apply(version("v1"));
    let isDone = false;
    const replies: (string | undefined)[] = [];
    const client = async (): Promise<void> => {
      while (!isDone) replies.push(answerOf(await ask(whichVersion)));
    };
    const clients = Array.from({ length: 4 }, client);
    for (let edit = 2; edit < 22; edit++) await apply(version(`v${edit}`));
    isDone = true;
    await Promise.all(clients);
    expect(replies.length).toBeGreaterThan(0);
    expect(replies.filter((reply) => !reply?.startsWith('"v'))).toEqual([]);
  });
  it("lets the old chain finish what it waits for", async () => {
    const upstream = createSocket("udp4");
    let heard: () => void = () => {};
    const hears = new Promise<void>((done) => {
      heard = done;
    });
    upstream.on("message", (query, from) => {
      heard();
      const reply = Buffer.concat([query.subarray(0, 2), Uint8Array.of(0x81, 0x83), query.subarray(4)]);
      setTimeout(() => upstream.send(reply, from.port, from.address), 400);
    });
    await new Promise<void>((done) => upstream.bind(0, "127.0.0.1", done));
    await apply(`.:53 {\n    forward . 127.0.0.1:${upstream.address().port}\n}\n`);
    const slow = ask({ name: "slow.example.org" });
    await hears;
    await apply(version("v1"));
    expect(await slow).toMatchObject({ received: { kind: "reply", message: { rcode: "NXDOMAIN" } } });
    upstream.close();
    expect(answerOf(await ask(whichVersion))).toBe('"v1"');
  });
});

describe("an explanation", () => {
  it("names the plugin, the block and the line of exactly this query", async () => {
    await apply("example.org {\n    metadata\n    whoami\n}\n. {\n    erratic\n}\n");
    const { explanation } = await ask({ name: "www.example.org" });
    expect(explanation).toMatchObject({
      question: { name: "www.example.org.", type: "A", class: "IN" },
      answeredBy: "whoami",
      dispatch: [
        { zone: "example.org.", match: "longest match" },
        { zone: ".", match: "shorter match" },
      ],
      steps: [{ plugin: "metadata", steps: [{ plugin: "whoami", verdict: "answered", at: { start: { line: 3 } } }] }],
      reply: { rcode: "NOERROR", sent: true },
    });
  });
  it("counts the client as from where it is told", async () => {
    await apply(". {\n    whoami\n}\n");
    const { received, explanation } = await ask({ name: "x.example.org", clientAddress: "10.1.2.3" });
    expect(explanation?.client.address).toBe("10.1.2.3");
    expect(received.kind === "reply" && received.message.additional[0]?.rdata).toBe("10.1.2.3");
  });
});

describe("an upstream that is a listener of the same Corefile", () => {
  it("is reached where it really listens", async () => {
    await apply(". {\n    forward . 127.0.0.1:54\n}\n.:54 {\n    chaos v54\n}\n");
    expect(answerOf(await ask(whichVersion))).toBe('"v54"');
  });
});
