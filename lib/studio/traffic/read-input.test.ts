/** What the page reads: a log becomes errors and questions, which are put to the engine in batches. */
import { beforeEach, expect, test } from "vitest";
import { askAgainRequestSchema } from "../../api/ask-again.ts";
import { ROUTES } from "../../api/routes.ts";
import { directives } from "../../plugins/directives.gen.ts";
import { logMessages } from "../../plugins/log-messages.gen.ts";
import { fakeServer } from "../_test/fake-server.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { compared, verdictOf } from "./compared.ts";
import { askWaiting, readWaiting } from "./read-input.ts";

let store: StudioStore;
let batches: number[];
let reply: (call: ApiCall) => { status: number; body: unknown };

beforeEach(() => {
  batches = [];
  const server = fakeServer();
  reply = ({ body }) => {
    const { questions } = askAgainRequestSchema.parse(body);
    return {
      status: 200,
      body: { answers: questions.map(({ name }) => ({ code: name.startsWith("gone") ? "REFUSED" : "NOERROR" })) },
    };
  };
  const api = createStudioApi(async (call) => {
    if (call.path !== ROUTES.askAgain) return server.send(call);
    batches.push(askAgainRequestSchema.parse(call.body).questions.length);
    return reply(call);
  });
  store = createStudioStore({ api, nowMs: () => 0 });
});

const query = (name: string): string => `[INFO] 192.0.2.1:4 - 5 "A IN ${name} udp 33 false 512" NOERROR qr 64 0s\n`;
const LOG = `${Array.from({ length: 30 }, (_, at) => query(`www${at}.example.org.`)).join("")}${query("gone.example.org.").repeat(2)}`;
const ERROR = "[ERROR] plugin/errors: 2 x.example. A: read udp 192.0.2.9:4->192.0.2.53:53: i/o timeout\n";

function inputOf(text: string, onPiece: () => void = () => undefined) {
  return {
    name: "dns.log",
    size: text.length,
    async *read() {
      for (let at = 0; at < text.length; at += 100) {
        onPiece();
        yield new TextEncoder().encode(text.slice(at, at + 100));
      }
    },
  };
}
const parts = () => ({ get: store.getState, messages: logMessages, directives, configuration: undefined });
const traffic = () => store.getState().traffic;

test("errors and questions are there, and each question has its answer of now", async () => {
  store.getState().actions.openTraffic(inputOf(LOG + ERROR));
  await readWaiting(parts());
  const { phase, read, answers, failure } = traffic();
  expect([phase, failure, read?.asked, read?.questionCount, read?.lines]).toEqual(["done", undefined, 32, 31, 33]);
  expect(read?.messages.map(({ kind, count }) => [kind, count])).toEqual([["forward.timeout", 1]]);
  expect(read?.questions[0]).toMatchObject({ name: "gone.example.org.", count: 2 });
  expect([batches, answers.length, answers[0], answers[1]]).toEqual([
    [20, 11],
    31,
    { code: "REFUSED" },
    { code: "NOERROR" },
  ]);
  expect(store.getState().layout.announcement.text).toContain("dns.log is read: 32 queries");
});

test("cancelled while it reads nothing is left, and nothing is asked", async () => {
  let pieces = 0;
  const input = inputOf(LOG, () => {
    pieces += 1;
    if (pieces === 3) store.getState().actions.stopTraffic();
  });
  store.getState().actions.openTraffic(input);
  await readWaiting(parts());
  expect([traffic().phase, traffic().read, batches, pieces]).toEqual(["choose", undefined, [], 3]);
});

test("cancelled while it asks, the answers so far stay", async () => {
  const answer = reply;
  reply = (call) => {
    if (batches.length === 2) store.getState().actions.stopTraffic();
    return answer(call);
  };
  store.getState().actions.openTraffic(inputOf(LOG));
  await readWaiting(parts());
  expect([traffic().phase, traffic().answers.length]).toEqual(["done", 20]);
  await askWaiting(parts());
  expect([traffic().phase, traffic().answers.length]).toEqual(["done", 31]);
});

test("an engine that cannot be asked is told, and what was read stays", async () => {
  reply = () => ({ status: 503, body: { error: "the engine is stopped", help: "Restart it." } });
  store.getState().actions.openTraffic(inputOf(LOG));
  await readWaiting(parts());
  expect([traffic().phase, traffic().failure, traffic().read?.asked]).toEqual(["done", "the engine is stopped", 32]);
});

test("a file that cannot be read is told", async () => {
  const broken = { name: "dns.log.gz", size: undefined, read: (): AsyncIterable<Uint8Array> => failing() };
  store.getState().actions.openTraffic(broken);
  await readWaiting(parts());
  expect([traffic().phase, traffic().failure]).toEqual(["choose", "dns.log.gz: not in gzip format"]);
});

async function* failing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array();
  throw new TypeError("not in gzip format");
}

test("what differs comes first, and what it comes to is a sentence", async () => {
  store.getState().actions.openTraffic(inputOf(LOG));
  await readWaiting(parts());
  const rows = compared(traffic().read?.questions ?? [], traffic().answers);
  expect(rows.slice(0, 2).map(({ question, state, now }) => [question.name, state, now?.code])).toEqual([
    ["gone.example.org.", "fails", "REFUSED"],
    ["www0.example.org.", "same", "NOERROR"],
  ]);
  expect(verdictOf(rows, 31)).toBe("Of 31 questions, 1 would be answered differently; 1 of them would fail.");
  expect(verdictOf(rows.slice(1), 30)).toBe("Of 30 questions, none would be answered differently.");
  expect(verdictOf(rows, 0)).toBe("Not asked yet.");
});
