/** Asking one question many times: what is counted, how it is stopped, and which reply is in front. */
import { beforeEach, expect, test } from "vitest";
import type { AskReply } from "../../api/ask.ts";
import { ROUTES } from "../../api/routes.ts";
import { SERVING } from "../_test/engine-info.ts";
import { EXPLANATION } from "../_test/explanation.ts";
import { fakeServer } from "../_test/fake-server.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { pinnedBeside, selectedAnswer } from "./answers-slice.ts";

/** Every third reply is another one. */
function replyOf(number: number): AskReply {
  const isOther = number % 3 === 2;
  return {
    asked: { name: "web.example.org.", type: "A", class: "IN", wireHex: "00" },
    listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
    received: {
      kind: "reply",
      sizeBytes: 60,
      wireHex: "00",
      transport: "udp",
      tookMs: 1,
      text: "",
      message: {
        id: number,
        opcode: "QUERY",
        rcode: isOther ? "NXDOMAIN" : "NOERROR",
        flags: ["qr"],
        question: [],
        answer: isOther
          ? []
          : [{ name: "web.example.org.", ttlSeconds: 60 - number, class: "IN", type: "A", rdata: "192.0.2.9" }],
        authority: [],
        additional: [],
      },
    },
    explanation: EXPLANATION,
    engine: SERVING,
  };
}

let store: StudioStore;
let asked = 0;
let nowMs = 0;
/** Told before each reply. */
let before: (number: number) => void;

const state = () => store.getState();
const act = () => state().actions;
const inFront = () => selectedAnswer(state().answers);

beforeEach(async () => {
  asked = 0;
  before = () => undefined;
  const server = fakeServer();
  const send = async (call: ApiCall) => {
    if (call.path !== ROUTES.ask) return server.send(call);
    before(asked);
    nowMs += 60;
    return { status: 200, body: replyOf(asked++) };
  };
  store = createStudioStore({ api: createStudioApi(send), nowMs: () => nowMs });
  await act().loadWorkspace();
  act().editQuestion({ name: "web.example.org", times: 10 });
});

test("each run counts, TTLs that run down make no difference, and it is one question of the history", async () => {
  const seen: (number | undefined)[] = [];
  before = () => seen.push(inFront()?.repeated?.distribution.runs);
  await act().ask();
  expect(asked).toBe(10);
  expect(seen).toEqual([undefined, undefined, undefined, 3, 3, 5, 5, 7, 7, 9]);
  expect(state().answers.list).toHaveLength(1);
  expect(inFront()).toMatchObject({ state: "done", repeated: { wanted: 10, distribution: { runs: 10 } } });
  expect(state().layout.announcement.text).toBe("Asked 10 times: 7 × NOERROR, A 192.0.2.9; 3 × NXDOMAIN, no records.");
});

test("each different reply can be put in front, with its explanation", async () => {
  await act().ask();
  const { id = "" } = inFront() ?? {};
  act().showRun(id, "NXDOMAIN, no records");
  expect(inFront()?.reply?.received).toMatchObject({ message: { id: 2, rcode: "NXDOMAIN" } });
  act().showRun(id, "NOERROR, A 192.0.2.9");
  expect(inFront()?.reply?.received).toMatchObject({ message: { id: 0 } });
});

test("stopped, what came till then is counted", async () => {
  before = (number) => {
    if (number === 4) void act().cancelAsk(inFront()?.id ?? "");
  };
  await act().ask();
  expect(asked).toBe(5);
  expect(inFront()).toMatchObject({
    state: "done",
    repeated: { wanted: 10, endedEarly: "Stopped.", distribution: { runs: 5 } },
  });
});

test("when the server goes away, what came till then stays and the reason stands beside it", async () => {
  before = (number) => {
    if (number === 3) throw new Error("gone");
  };
  await act().ask();
  expect(inFront()).toMatchObject({
    state: "done",
    repeated: { endedEarly: expect.stringContaining("does not answer"), distribution: { runs: 3 } },
  });
});

test("a question that is asked again after an edit is asked once", async () => {
  await act().ask();
  await act().ask({ again: true });
  expect(asked).toBe(11);
  expect(inFront()?.repeated).toBeUndefined();
});

test("a pinned answer stands beside another one, and beside itself it does not", async () => {
  await act().ask({ times: 1 });
  const first = inFront();
  act().pin(first?.id);
  expect(pinnedBeside(state().answers)).toBeUndefined();
  await act().ask({ times: 1 });
  expect(pinnedBeside(state().answers)?.id).toBe(first?.id);
  act().compare(true);
  act().pin(undefined);
  expect([pinnedBeside(state().answers), state().answers.isComparing]).toEqual([undefined, false]);
});
