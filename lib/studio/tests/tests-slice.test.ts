/** The tests of the page: which there are, what came of a run, and the test that a reply makes. */
import { beforeEach, describe, expect, it } from "vitest";
import type { AskReply } from "../../api/ask.ts";
import { ROUTES } from "../../api/routes.ts";
import type { TestResultReply, TestRunReply } from "../../api/tests.ts";
import type { Explanation, Step } from "../../explanation/explanation.ts";
import { SERVING } from "../_test/engine-info.ts";
import { atLine, EXPLANATION } from "../_test/explanation.ts";
import { fakeServer } from "../_test/fake-server.ts";
import type { Answer } from "../answers/answers-slice.ts";
import { INITIAL_QUESTION } from "../answers/question-slice.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { testOfAnswer } from "./test-of-answer.ts";
import { countsInWords, tabInWords, testRows } from "./test-words.ts";

const TESTS = `tests:
  - {name: the shop, ask: www.example.org, expect: {rcode: NOERROR}}
  - {ask: api.example.org, expect: {rcode: NOERROR}}
`;
const result = (title: string, line: number, state: TestResultReply["state"]): TestResultReply => ({
  ...{ title, line, state, differences: [], missing: [], tookMs: 1 },
  ask: title === "the shop" ? "www.example.org" : title,
});

let server: ReturnType<typeof fakeServer>;
let store: StudioStore;
let reply: TestRunReply;
let runs: ApiCall[];

beforeEach(async () => {
  server = fakeServer();
  runs = [];
  reply = {
    problems: [],
    results: [result("the shop", 2, "held"), result("api.example.org", 3, "fell")],
    isCancelled: false,
  };
  const send = async (call: ApiCall): Promise<{ status: number; body: unknown }> => {
    if (call.path !== ROUTES.tests) return server.send(call);
    runs.push(call);
    return { status: 200, body: reply };
  };
  store = createStudioStore({ api: createStudioApi(send), nowMs: () => 1 });
});
const actions = () => store.getState().actions;
const state = () => store.getState().tests;
const open = async (): Promise<void> => {
  await actions().loadWorkspace();
  await actions().lookForTests();
};

describe("the list", () => {
  it("is empty without a file", async () => {
    await open();
    expect(state().list).toEqual({ kind: "no-file" });
    expect(tabInWords(state())).toBe("Tests");
  });

  it("is of the text that is not saved", async () => {
    server.files.set("dns-tests.yaml", TESTS);
    await open();
    await actions().openFile("dns-tests.yaml");
    actions().editFile("dns-tests.yaml", "tests: [{ask: a, expect: {}}]\n");
    await actions().lookForTests();
    expect(state().list).toMatchObject({ kind: "wrong", problems: [{ range: { start: { line: 1, column: 18 } } }] });
  });
});

describe("a run", () => {
  beforeEach(async () => {
    server.files.set("dns-tests.yaml", TESTS);
    await open();
  });

  it("is of what is not saved, and counts what came of it", async () => {
    actions().editFile("Corefile", ".:1053 {\n}\n");
    await actions().runTests();
    expect(runs[0]?.body).toMatchObject({ drafts: { Corefile: ".:1053 {\n}\n" }, useRealUpstreams: false });
    expect([countsInWords(state()), tabInWords(state())]).toEqual(["1 held, 1 fell", "Tests 1✓ 1✗"]);
    expect(store.getState().layout.announcement.text).toBe("1 held, 1 fell.");
  });

  it("is stale after an edit", async () => {
    await actions().runTests();
    actions().editFile("Corefile", "# another\n");
    const rows = testRows(state(), store.getState().workspace.version);
    expect(rows.map(({ isStale }) => isStale)).toEqual([true, true]);
  });

  it("of one test leaves the others and the coverage as they are", async () => {
    const coverage = { percent: 50, covered: 1, total: 2, kinds: [], lines: [], uncovered: [] };
    reply = { ...reply, coverage };
    await actions().runTests();
    reply = { ...reply, results: [result("api.example.org", 3, "held")], coverage: { ...coverage, percent: 1 } };
    await actions().runTests([3]);
    expect(runs[1]?.body).toMatchObject({ lines: [3] });
    expect(countsInWords(state())).toBe("2 held, 0 fell");
    expect(state().coverage?.percent).toBe(50);
  });
});

describe("the test of a reply", () => {
  const step = (fields: Partial<Step>): Step => ({
    ...{ plugin: "hosts", at: atLine(2), verdict: "answered", notes: [], tookMicros: 1, steps: [] },
    ...fields,
  });
  const explained = (own: Step, notReached: Explanation["notReached"] = []): Explanation => ({
    ...EXPLANATION,
    steps: [own],
    answeredBy: own.plugin,
    decidedAt: own.rule ?? own.at,
    notReached,
  });
  const answer = (explanation: Explanation, question: Partial<Answer["question"]> = {}): Answer => {
    const reply: AskReply = {
      asked: { name: "www.example.org.", type: "A", class: "IN", wireHex: "00" },
      listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
      received: {
        kind: "reply",
        message: {
          ...{ id: 1, opcode: "QUERY", rcode: "NOERROR", flags: ["qr"], question: [], authority: [], additional: [] },
          answer: [{ name: "www.example.org.", ttlSeconds: 300, class: "IN", type: "A", rdata: "192.0.2.80" }],
        },
        ...{ sizeBytes: 1, wireHex: "00", transport: "udp", tookMs: 1, text: "" },
      },
      explanation,
      engine: SERVING,
    };
    return { id: "a", question: { ...INITIAL_QUESTION, ...question }, askedAtMs: 0, state: "done", reply };
  };
  const made = (explanation: Explanation, question: Partial<Answer["question"]> = {}) =>
    testOfAnswer(answer(explanation, question), store.getState());
  const FORWARD = { plugin: "forward", at: atLine(9), because: "", inRequestPath: true };

  it("has the record as it stands in the workspace, and its line", () => {
    expect(made(explained(step({ rule: atLine(3) })))?.expect).toEqual({
      rcode: "NOERROR",
      answer: ["www.example.org. 300 IN A 192.0.2.80"],
      ...{ plugin: "hosts", line: "Corefile:3" },
    });
  });

  it("has any TTL for what an upstream gave", () => {
    const { expect: wanted } = made(explained(step({ plugin: "forward", upstream: "192.0.2.53:53" }))) ?? {};
    expect(wanted).toMatchObject({ answer: ["www.example.org. * IN A 192.0.2.80"], plugin: "forward" });
  });

  it("names no plugin for what was kept from before: another one answers first", () => {
    const { expect: wanted } = made(explained(step({ plugin: "cache" }), [FORWARD])) ?? {};
    expect(wanted).toEqual({ rcode: "NOERROR", answer: ["www.example.org. * IN A 192.0.2.80"] });
  });

  it("asks as it was asked", () => {
    const asked = { clientAddress: "10.1.2.3", transport: "tcp", dnssecOk: true, ednsSize: 4000 } as const;
    expect(made(explained(step({})), asked)).toMatchObject({
      ...{ ask: "www.example.org. A", from: "10.1.2.3", via: "tcp", edns: 4000, do: true },
    });
    expect(made(explained(step({})), { ednsSize: undefined })).toMatchObject({ edns: false });
    expect(made(explained(step({})), { transport: "tls" })).toBeUndefined();
  });

  it("goes behind the others, as an edit that is not saved", async () => {
    server.files.set("dns-tests.yaml", TESTS);
    await open();
    actions().takeHistory([answer(explained(step({ rule: atLine(3) })))]);
    actions().selectAnswer("a");
    await actions().addAsTest();
    const { files, activePath } = store.getState().workspace;
    const file = files.find(({ path }) => path === "dns-tests.yaml");
    expect(activePath).toBe("dns-tests.yaml");
    expect(file?.savedText).toBe(TESTS);
    expect(file?.text.startsWith(`${TESTS}  - ask: www.example.org. A\n`)).toBe(true);
    expect(store.getState().layout.reveal?.range.start.line).toBe(4);
  });

  it("makes the file where there is none, out of all that was asked", async () => {
    await open();
    const first = answer(explained(step({ rule: atLine(3) })));
    actions().takeHistory([first, { ...first, id: "b", question: { ...first.question, clientAddress: "10.1.2.3" } }]);
    await actions().makeTestFile();
    expect(server.files.has("dns-tests.yaml")).toBe(false);
    expect(state().list).toMatchObject({ kind: "tests", tests: [{ from: "10.1.2.3" }, { ask: "www.example.org. A" }] });
  });
});
