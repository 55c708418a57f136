import { beforeEach, describe, expect, it } from "vitest";
import type { SharedWorkspace } from "../../api/shared-workspace.ts";
import { fakeServer } from "../_test/fake-server.ts";
import { INITIAL_QUESTION } from "../answers/question-slice.ts";
import { createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { sharedQuestion, wayBack } from "./share-slice.ts";

const SHARED: SharedWorkspace = {
  name: "theirs",
  corefile: "Corefile",
  files: [{ path: "Corefile", text: ".:1053 {\n    whoami\n}\n" }],
  question: { name: "www.example.org", type: "AAAA", ednsSize: null },
};

let server: ReturnType<typeof fakeServer>;
let store: StudioStore;
const state = () => store.getState();
const openedWith = () => server.calls.filter(({ path }) => path === "/api/workspace/open").map(({ body }) => body);

beforeEach(async () => {
  server = fakeServer();
  store = createStudioStore({ api: createStudioApi(server.send), nowMs: () => 1 });
  await state().actions.loadWorkspace();
});

describe("a shared workspace that is opened over a draft", () => {
  beforeEach(async () => {
    state().actions.editFile("Corefile", "my draft");
    state().actions.editQuestion({ name: "mine.example.org" });
    expect(await state().actions.openShared(SHARED, "link")).toBe(true);
  });

  it("has its own texts and its question, and says that the draft is kept", () => {
    expect(openedWith()).toEqual([{ kind: "shared", workspace: SHARED }]);
    expect(state().workspace.files.map(({ text }) => text)).not.toContain("my draft");
    expect(state().question).toEqual({
      ...INITIAL_QUESTION,
      name: "www.example.org",
      type: "AAAA",
      ednsSize: undefined,
    });
    expect(wayBack(state())).toEqual({ name: "test", hasDrafts: true });
  });

  it("gives way to the draft, with the question that was there", async () => {
    expect(await state().actions.backFromShared()).toBe(true);
    expect(openedWith().at(-1)).toEqual({ kind: "home" });
    expect(state().workspace.files.map(({ path, text }) => [path, text])).toEqual([["Corefile", "my draft"]]);
    expect(state().drafts.offers).toEqual([]);
    expect(state().question.name).toBe("mine.example.org");
    expect(state().share.opened).toBeUndefined();
  });

  it("and gives way to it after a second one, too", async () => {
    state().actions.editFile("Corefile", "a draft over the first");
    await state().actions.openShared({ ...SHARED, name: "another" }, "file");
    expect(wayBack(state())).toEqual({ name: "test", hasDrafts: true });
    await state().actions.backFromShared();
    expect(state().workspace.files[0]?.text).toBe("my draft");
  });

  it("becomes the user's own copy with what was typed in it", async () => {
    state().actions.editFile("Corefile", "typed over theirs");
    expect(await state().actions.makeOwnCopy()).toBe(true);
    expect(openedWith().at(-1)).toEqual({ kind: "own-copy" });
    expect(state().workspace.info?.isReadOnly).toBeUndefined();
    expect(state().workspace.files[0]).toMatchObject({ path: "Corefile", text: "typed over theirs" });
    expect(state().workspace.files[0]?.savedText).not.toBe("typed over theirs");
  });
});

it("after a reload the way back leads to where the studio was started", async () => {
  await state().actions.backFromShared();
  expect(openedWith()).toEqual([{ kind: "sample" }]);
});

it("a question is shared without what is as usual", () => {
  expect(sharedQuestion(INITIAL_QUESTION)).toBeUndefined();
  expect(sharedQuestion({ ...INITIAL_QUESTION, name: " a.example.org " })).toEqual({
    name: "a.example.org",
    type: "A",
  });
  const question = { ...INITIAL_QUESTION, name: "b", type: "TXT", class: "CH", transport: "tcp" as const };
  expect(sharedQuestion({ ...question, ednsSize: undefined, dnssecOk: true, clientAddress: "192.0.2.7" })).toEqual({
    name: "b",
    type: "TXT",
    class: "CH",
    transport: "tcp",
    ednsSize: null,
    dnssecOk: true,
    clientAddress: "192.0.2.7",
  });
});
