/** What would be if: which texts are asked, what is said of the result, and how it stands in the history. */
import { beforeEach, expect, test } from "vitest";
import type { AskReply } from "../../api/ask.ts";
import { ROUTES } from "../../api/routes.ts";
import type { WhatIfReply } from "../../api/what-if.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { LineIndex } from "../../text/line-index.ts";
import { SERVING } from "../_test/engine-info.ts";
import { atLine, EXPLANATION } from "../_test/explanation.ts";
import { fakeServer } from "../_test/fake-server.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { isStale, placedAnswer, selectedAnswer } from "./answers-slice.ts";
import { readHistory, writeHistory } from "./kept-history.ts";
import { triedInWords } from "./what-if-slice.ts";

const REPLY: AskReply = {
  asked: { name: "web.example.org.", type: "A", class: "IN", wireHex: "00" },
  listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
  received: { kind: "nothing", because: "timeout", text: "No reply within 5 s.", tookMs: 5000 },
  explanation: EXPLANATION,
  engine: SERVING,
};

const SAVED = ".:1053 {\n    whoami\n}\n";
let store: StudioStore;
let calls: ApiCall[];
let reply: WhatIfReply | undefined;

const state = () => store.getState();
const act = () => state().actions;
const trying = (edits: boolean) => ({
  key: "k",
  words: "with chaos",
  question: { ...state().question, name: "web.example.org" },
  edits: edits ? [{ range: new LineIndex("/dns/Corefile", SAVED).range(9, 9), text: "    chaos\n" }] : [],
});

beforeEach(async () => {
  reply = { kind: "asked", reply: REPLY };
  const server = fakeServer();
  calls = server.calls;
  const send = async (call: ApiCall) => {
    if (call.path !== ROUTES.whatIf) return server.send(call);
    calls.push(call);
    return reply === undefined
      ? { status: 503, body: { error: "It ended.", help: "Again." } }
      : { status: 200, body: reply };
  };
  store = createStudioStore({ api: createStudioApi(send), nowMs: () => 1000 });
  await act().loadWorkspace();
});

test("the changed text is asked in a rehearsal, and the text in the editor stays", async () => {
  await act().tryWhatIf(trying(true));
  expect(calls.at(-1)).toMatchObject({
    path: ROUTES.whatIf,
    body: { drafts: { Corefile: ".:1053 {\n    chaos\n    whoami\n}\n" }, ask: { name: "web.example.org" } },
  });
  expect(state().workspace.files[0]?.text).toBe(SAVED);
  expect(state().answers.list).toEqual([]);
  expect(state().whatIf.tried.k?.end.kind).toBe("reply");
});

test("another client asks what serves", async () => {
  await act().tryWhatIf(trying(false));
  expect(calls.at(-1)?.path).toBe(ROUTES.ask);
});

test("its reply comes to the front marked as what would be, never stale, and is kept so", async () => {
  await act().tryWhatIf(trying(true));
  act().showTried("k");
  act().showTried("k");
  const answer = selectedAnswer(state().answers);
  expect(state().answers.list).toHaveLength(1);
  expect(answer).toMatchObject({ whatIf: { words: "with chaos", isOtherText: true }, state: "done" });
  expect(answer && isStale(answer, state())).toBe(false);
  expect(placedAnswer(state().answers)).toBeUndefined();
  expect(readHistory(writeHistory(state().answers.list))).toMatchObject([{ whatIf: { words: "with chaos" } }]);
});

test("a text with which CoreDNS would not start says so, a server that fails too", async () => {
  const problem = {
    code: "x",
    severity: "error",
    cause: "text",
    message: "Wrong argument count",
    range: atLine(2),
  } as const;
  reply = { kind: "refused", problems: [problem] };
  await act().tryWhatIf(trying(true));
  expect(state().layout.announcement.text).toBe("with chaos: CoreDNS would not start: Wrong argument count");
  act().showTried("k");
  expect(state().answers.list).toEqual([]);
  reply = undefined;
  await act().tryWhatIf(trying(true));
  expect(state().layout.announcement.text).toBe("with chaos: It ended. Again.");
});

test("what would come is told with its plugin and its line", () => {
  const message = {
    id: 1,
    opcode: "QUERY",
    rcode: "NOERROR",
    flags: [],
    question: [],
    answer: ["192.0.2.9", "192.0.2.10"].map((rdata) => ({ name: "x.", ttlSeconds: 1, class: "IN", type: "A", rdata })),
    authority: [],
    additional: [],
  };
  const received = {
    kind: "reply" as const,
    message,
    sizeBytes: 1,
    wireHex: "",
    transport: "udp" as const,
    tookMs: 1,
    text: "",
  };
  expect(triedInWords({ kind: "reply", reply: { ...REPLY, received } })).toBe(
    "would give NOERROR 192.0.2.9 and 1 more by file, Corefile:8",
  );
  expect(triedInWords({ kind: "reply", reply: REPLY })).toBe("would give no reply: No reply within 5 s.");
});

test("fallthrough is offered in the same words by all", () =>
  expect(withFallthrough("a")).toMatchObject({ words: "with fallthrough", when: ["a"] }));
