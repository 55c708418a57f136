/** The user's own CoreDNS in the page: who is asked, what is told, and that no edit starts it. */
import { beforeEach, describe, expect, test } from "vitest";
import type { AskReply, Received } from "../../api/ask.ts";
import type { CorednsReply } from "../../api/coredns.ts";
import { ROUTES } from "../../api/routes.ts";
import { SERVING } from "../_test/engine-info.ts";
import { EXPLANATION } from "../_test/explanation.ts";
import { fakeServer } from "../_test/fake-server.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { selectedAnswer } from "./answers-slice.ts";
import { readHistory, writeHistory } from "./kept-history.ts";
import { whyNoExplanation } from "./no-explanation.ts";

const replied = (rcode: string): Received => ({
  kind: "reply",
  message: {
    ...{ id: 1, opcode: "QUERY", rcode, flags: ["qr"], question: [] },
    ...{ answer: [], authority: [], additional: [] },
  },
  ...{ sizeBytes: 40, wireHex: "", transport: "udp", tookMs: 1, text: "" },
});
const reply: AskReply = {
  asked: { name: "web.example.org.", type: "A", class: "IN", wireHex: "00" },
  listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 40_000 } },
  received: replied("NXDOMAIN"),
  explanation: { ...EXPLANATION, answeredBy: "file" },
  engine: { ...SERVING, engine: "coredns", release: "1.14.7" },
};
const beside = {
  ...{ release: "1.14.7", notTold: "It is built without trace.", remarks: [], printed: ["CoreDNS-1.14.7"] },
  builtIn: { received: replied("NOERROR"), answeredBy: "hosts" },
};

let calls: ApiCall[];
let store: StudioStore;
let answer: { status: number; body: unknown };
let program: { status: number; body: unknown };
const asked = (path: string): number => calls.filter((call) => call.path === path).length;

beforeEach(async () => {
  calls = [];
  const asks: CorednsReply = { kind: "asked", reply, beside };
  answer = { status: 200, body: asks };
  program = { status: 200, body: { kind: "binary", path: "/usr/bin/coredns", release: "1.14.7" } };
  const base = fakeServer();
  store = createStudioStore({
    nowMs: () => 1000,
    api: createStudioApi(async (call) => {
      calls.push(call);
      if (call.path === ROUTES.askCoredns) return answer;
      return call.path === ROUTES.coredns ? program : base.send(call);
    }),
  });
  await store.getState().actions.loadWorkspace();
  store.getState().actions.editQuestion({ name: "web.example.org" });
});

const chosen = async (): Promise<ReturnType<typeof selectedAnswer>> => {
  const { chooseEngine, ask } = store.getState().actions;
  await chooseEngine("coredns");
  await ask();
  return selectedAnswer(store.getState().answers);
};

describe("the engine that is chosen", () => {
  test("is built-in to begin with, and the program is not asked", async () => {
    await store.getState().actions.ask();
    expect([asked(ROUTES.ask), asked(ROUTES.askCoredns), asked(ROUTES.coredns)]).toEqual([1, 0, 0]);
  });

  test("as coredns gives its reply, and tells what differs", async () => {
    expect(await chosen()).toMatchObject({
      state: "done",
      engine: "coredns",
      reply: { engine: { release: "1.14.7" } },
      beside,
    });
    expect(asked(ROUTES.ask)).toBe(0);
    expect(store.getState().layout.announcement.text).toContain("CoreDNS 1.14.7 and built-in: they differ in code.");
  });

  test("is kept in the history with what differs", async () => {
    const kept = await chosen();
    expect(readHistory(writeHistory(kept === undefined ? [] : [kept]))).toEqual([kept]);
  });

  test("is not asked again by an edit", async () => {
    await chosen();
    await store.getState().actions.ask({ again: true });
    expect([asked(ROUTES.ask), asked(ROUTES.askCoredns)]).toEqual([0, 1]);
  });

  test("as coredns leaves questions asked many times to built-in", async () => {
    await store.getState().actions.chooseEngine("coredns");
    await store.getState().actions.ask({ times: 10 });
    expect([asked(ROUTES.ask), asked(ROUTES.askCoredns)]).toEqual([10, 0]);
  });
});

describe("what goes wrong", () => {
  test("a text with which it does not start is told in its words, with the line", async () => {
    const start = { offset: 0, line: 3, column: 5 };
    const problem = {
      ...{ code: "coredns.refused", severity: "error", cause: "text", message: "plugin/hosts: no" },
      range: { file: "Corefile", start, end: start },
    };
    answer = { status: 200, body: { kind: "refused", release: "1.14.7", problems: [problem] } };
    expect(await chosen()).toMatchObject({
      state: "failed",
      failure: { error: "CoreDNS 1.14.7 does not start: plugin/hosts: no", help: "See Corefile:3." },
    });
  });

  test("a program that is not there is told when it is chosen, and when it is asked", async () => {
    const [reason, help] = ["no coredns program was found in the PATH", "Set COREDNS_BIN."];
    program = { status: 200, body: { kind: "none", path: "", reason, help } };
    answer = { status: 404, body: { error: reason, help } };
    await store.getState().actions.chooseEngine("coredns");
    expect(store.getState().layout.announcement.text).toBe(`${reason}. ${help}`);
    expect(await chosen()).toMatchObject({ state: "failed", failure: { error: reason, help } });
  });

  test("without an explanation its reason is told", async () => {
    const { explanation: _told, ...bare } = reply;
    answer = { status: 200, body: { kind: "asked", reply: bare, beside } };
    const kept = await chosen();
    expect(kept && whyNoExplanation(kept)).toBe("It is built without trace.");
  });
});
