import { beforeEach, describe, expect, it } from "vitest";
import type { Compared, CompareReply } from "../api/behaviour-diff.ts";
import { ROUTES } from "../api/routes.ts";
import { readTestFile } from "../dns-tests/test-file.ts";
import { fakeServer } from "./_test/fake-server.ts";
import { type ApiCall, createStudioApi } from "./api-client.ts";
import { isComparisonOld } from "./behaviour-diff-slice.ts";
import { createStudioStore, type StudioStore } from "./store.ts";

const compared: Compared = {
  asked: 12,
  askedTimes: 12,
  leftOut: 0,
  counts: { fails: 2, rcode: 0, answer: 0, upstream: 0, plugin: 0, path: 0, ttl: 0, same: 10 },
  changes: [],
  unlisted: 0,
  edits: [],
  madeUp: 0,
  isWhole: true,
};

let calls: ApiCall[];
let store: StudioStore;
let reply: CompareReply | undefined;
const state = () => store.getState();

beforeEach(async () => {
  const server = fakeServer();
  calls = server.calls;
  reply = { kind: "compared", before: "saved", compared };
  const api = createStudioApi(async (call) => {
    const plain = await server.send(call);
    if (call.path !== ROUTES.compare) return plain;
    if (reply === undefined) return { status: 409, body: { error: "git has no revision x", help: "Choose another." } };
    return { status: 200, body: reply };
  });
  store = createStudioStore({ api, nowMs: () => 1_700_000_000_000 });
  await state().actions.loadWorkspace();
});

describe("comparing answers", () => {
  it("sends the older side and the drafts, and announces the result", async () => {
    state().actions.editFile("Corefile", "mine");
    state().actions.chooseBefore({ kind: "revision", revision: "HEAD" });
    await state().actions.compareAnswers();
    const call = calls.find(({ path }) => path === ROUTES.compare);
    expect(call?.body).toMatchObject({ before: { kind: "revision", revision: "HEAD" }, drafts: { Corefile: "mine" } });
    expect(state().behaviourDiff.run).toMatchObject({ state: "done", reply });
    expect(state().layout.announcement.text).toBe("Of 12 questions: 2 now fail · 10 same.");
  });

  it("is old as soon as a text is another one, and not any more when it is back", async () => {
    state().actions.editFile("Corefile", "mine");
    await state().actions.compareAnswers();
    expect(isComparisonOld(state())).toBe(false);
    state().actions.editFile("Corefile", "mine, again");
    expect(isComparisonOld(state())).toBe(true);
    state().actions.editFile("Corefile", "mine");
    expect(isComparisonOld(state())).toBe(false);
  });

  it("takes a save point as it is given", async () => {
    const before = { kind: "texts", title: "before lunch", corefile: "Corefile", texts: { Corefile: "old" } } as const;
    await state().actions.compareWith(before);
    expect(calls.find(({ path }) => path === ROUTES.compare)?.body).toMatchObject({ before });
    expect(state().behaviourDiff.before).toEqual(before);
  });

  it("shows progress of its own run only, and is cancelled by its ID", async () => {
    const comparing = state().actions.compareAnswers();
    const id = state().behaviourDiff.run?.id ?? "";
    state().actions.takeComparing({ id: "another", asked: 1, changed: 0 });
    expect(state().behaviourDiff.run?.progress).toBeUndefined();
    state().actions.takeComparing({ id, asked: 5, total: 12, changed: 1 });
    expect(state().behaviourDiff.run?.progress).toMatchObject({ asked: 5, total: 12 });
    await state().actions.cancelComparison();
    expect(calls.find(({ path }) => path === ROUTES.control)?.body).toEqual({ action: "cancel", askId: id });
    await comparing;
    state().actions.takeComparing({ id, asked: 6, changed: 1 });
    expect(state().behaviourDiff.run).toMatchObject({ state: "done" });
  });

  it("makes the new answer of a change a test", async () => {
    const record = { name: "www.example.org.", ttlSeconds: 60, class: "IN", type: "A", rdata: "192.0.2.2" };
    const outcome = {
      rcode: "NOERROR",
      flags: [],
      authority: [],
      additional: [],
      plugin: "hosts",
      madeUpBy: [],
      inWords: "",
    };
    const question = { text: "", name: "www.example.org.", type: "A", from: "10.8.0.1", source: "" };
    const change = { question, count: 1, kind: "answer", cause: { changes: [], by: "unknown" } } as const;
    const changes = [
      {
        ...change,
        cause: { changes: [], by: "unknown" as const },
        before: { ...outcome, answer: [] },
        after: { ...outcome, answer: [record] },
      },
    ];
    reply = { kind: "compared", before: "saved", compared: { ...compared, changes } };
    await state().actions.compareAnswers();
    await state().actions.acceptChange(0);
    const text = state().workspace.files.find(({ path }) => path === "dns-tests.yaml")?.text ?? "";
    const read = readTestFile(text);
    expect("tests" in read ? read.tests : read).toMatchObject([
      {
        ask: "www.example.org. A",
        from: "10.8.0.1",
        expect: { rcode: "NOERROR", answer: ["www.example.org. * IN A 192.0.2.2"], plugin: "hosts" },
      },
    ]);
  });

  it("says what went wrong, and with which side CoreDNS would not start", async () => {
    reply = undefined;
    await state().actions.compareAnswers();
    expect(state().behaviourDiff.run).toMatchObject({ state: "failed", failure: { error: "git has no revision x" } });
    reply = { kind: "unstarted", side: "after", problems: [] };
    await state().actions.compareAnswers();
    expect(state().layout.announcement.text).toBe("CoreDNS would not start with the text as it is now.");
  });
});
