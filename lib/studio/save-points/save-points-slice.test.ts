import { beforeEach, describe, expect, it } from "vitest";
import { fakeServer } from "../_test/fake-server.ts";
import { createStudioApi } from "../api-client.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { differingTexts, MAX_SAVE_POINTS, type SavePointHead, savePointTitle, surplus } from "./save-point.ts";
import { type SavePointStorage, savePointsInMemory } from "./save-point-storage.ts";

const FIRST = ".:1053 {\n    whoami\n}\n";

let server: ReturnType<typeof fakeServer>;
let storage: SavePointStorage;
let store: StudioStore;
let nowMs = 0;
const state = () => store.getState();
const titles = () => state().savePoints.list.map(savePointTitle);
const textOf = (path: string) => state().workspace.files.find((file) => file.path === path)?.text;

function openWindow(): StudioStore {
  const api = createStudioApi(server.send);
  return createStudioStore({ api, nowMs: () => ++nowMs, savePoints: storage });
}

beforeEach(async () => {
  server = fakeServer();
  storage = savePointsInMemory();
  store = openWindow();
  await state().actions.loadWorkspace();
});

describe("a save point", () => {
  it("has all texts, those that are not saved, too", async () => {
    state().actions.editFile("Corefile", "typed");
    await state().actions.makeSavePoint("hand", "before lunch");
    const [head] = state().savePoints.list;
    expect(head).toMatchObject({ folder: "/dns", name: "before lunch", occasion: "hand" });
    expect(await state().actions.savePointTexts(head?.id ?? "")).toEqual({
      Corefile: "typed",
      "zones/db.example.org": "; empty\n",
    });
  });

  it("is made by a question when the text is another one than at the last, and by no other", async () => {
    const ask = async (): Promise<void> => {
      state().actions.editQuestion({ name: "www.example.org" });
      await state().actions.ask();
      await state().actions.makeSavePoint("ask");
    };
    await ask();
    await ask();
    expect(titles()).toEqual(["A question was asked"]);
    state().actions.editFile("Corefile", "typed");
    await ask();
    expect(titles()).toEqual(["A question was asked", "A question was asked"]);
    state().actions.editFile("Corefile", FIRST);
    state().actions.editFile("Corefile", "typed");
    await ask();
    expect(titles()).toHaveLength(2);
  });

  it("that is made by hand of the same texts takes the place of the one before", async () => {
    await state().actions.makeSavePoint("ask");
    await state().actions.makeSavePoint("hand");
    expect(titles()).toEqual(["Saved by hand"]);
    await state().actions.makeSavePoint("hand", "release");
    await state().actions.makeSavePoint("hand");
    expect(titles()).toEqual(["release"]);
  });

  it("is made before an import, so that one can go back behind it", async () => {
    state().actions.editFile("Corefile", "mine");
    await state().actions.importFiles("theirs", [{ path: "Corefile", text: "theirs" }]);
    expect(textOf("Corefile")).toBe("theirs");
    expect(titles()).toEqual(["Before an import"]);
    await state().actions.goBackTo(state().savePoints.list[0]?.id ?? "");
    expect(textOf("Corefile")).toBe("mine");
  });

  it("is made of what is open when the server does not answer", async () => {
    state().actions.editFile("Corefile", "typed");
    const { send } = server;
    server.send = send;
    const api = createStudioApi(async (call) =>
      call.path.endsWith("/pack") ? Promise.reject(new Error()) : send(call),
    );
    const lonely = createStudioStore({ api, nowMs: () => ++nowMs, savePoints: storage });
    await lonely.getState().actions.loadWorkspace();
    lonely.getState().actions.editFile("Corefile", "typed here");
    await lonely.getState().actions.makeSavePoint("hand");
    const [head] = lonely.getState().savePoints.list;
    expect(await storage.textsOf(head?.id ?? "")).toEqual({ Corefile: "typed here" });
  });

  it("that the browser does not take is told", async () => {
    storage = { ...savePointsInMemory(), add: () => Promise.reject(new Error("QuotaExceededError")) };
    store = openWindow();
    await state().actions.loadWorkspace();
    expect(await state().actions.makeSavePoint("hand")).toBe(false);
    expect(state().savePoints.failure).toBe("This browser does not keep save points (QuotaExceededError).");
  });
});

describe("going back", () => {
  it("gives the texts as drafts, and how it was is a save point of its own", async () => {
    await state().actions.makeSavePoint("hand", "good");
    const good = state().savePoints.list[0]?.id ?? "";
    state().actions.editFile("Corefile", "broken");
    expect(await state().actions.goBackTo(good)).toEqual(["Corefile"]);
    expect(textOf("Corefile")).toBe(FIRST);
    expect(titles()).toEqual(["Before going back", "good"]);
    await state().actions.goBackTo(state().savePoints.list[0]?.id ?? "");
    expect(textOf("Corefile")).toBe("broken");
    expect(server.files.get("Corefile")).toBe(FIRST);
  });

  it("changes nothing of a file that the Corefile does not name any more, and calls it no difference", async () => {
    const only = createStudioApi(async (call) => {
      const reply = await server.send(call);
      if (!call.path.endsWith("/pack")) return reply;
      return { status: 200, body: { files: [{ path: "Corefile", text: FIRST }], left: [], others: [] } };
    });
    await state().actions.makeSavePoint("hand");
    const id = state().savePoints.list[0]?.id ?? "";
    const now = createStudioStore({ api: only, nowMs: () => ++nowMs, savePoints: storage });
    await now.getState().actions.loadWorkspace();
    expect(await now.getState().actions.presentTexts(["zones/db.example.org", "none"])).toEqual({
      Corefile: FIRST,
      "zones/db.example.org": "; empty\n",
    });
    expect(await now.getState().actions.goBackTo(id)).toEqual([]);
  });

  it("brings back a file that is gone from the disk, not saved", async () => {
    await state().actions.makeSavePoint("hand");
    const before = state().savePoints.list[0]?.id ?? "";
    await state().actions.deleteFile("zones/db.example.org");
    expect(await state().actions.goBackTo(before)).toEqual(["zones/db.example.org"]);
    expect(state().workspace.files.at(-1)).toMatchObject({
      path: "zones/db.example.org",
      text: "; empty\n",
      revision: null,
    });
    expect(server.files.has("zones/db.example.org")).toBe(false);
  });

  it("to one that another window deleted changes nothing", async () => {
    await state().actions.makeSavePoint("hand");
    const id = state().savePoints.list[0]?.id ?? "";
    await storage.remove(id);
    state().actions.editFile("Corefile", "typed");
    expect(await state().actions.goBackTo(id)).toBeUndefined();
    expect(textOf("Corefile")).toBe("typed");
  });
});

it("two windows on one folder see each other's, and lose none", async () => {
  const other = openWindow();
  await other.getState().actions.loadWorkspace();
  state().actions.editFile("Corefile", "in the first");
  other.getState().actions.editFile("Corefile", "in the second");
  await Promise.all([
    state().actions.makeSavePoint("hand", "first"),
    other.getState().actions.makeSavePoint("hand", "second"),
  ]);
  await state().actions.loadSavePoints();
  expect(titles().sort()).toEqual(["first", "second"]);
});

describe("room", () => {
  const head = (at: number, fields: Partial<SavePointHead> = {}): SavePointHead => {
    return { format: 1, id: `p${at}`, folder: "/dns", occasion: "ask", name: "", atMs: at, size: 100, ...fields };
  };
  const many = (count: number): SavePointHead[] => Array.from({ length: count }, (_, at) => head(at));

  it("is made by the oldest that were made by themselves, then by the oldest by hand, never by those with a name", () => {
    const heads = [head(-3, { name: "kept" }), head(-2, { occasion: "hand" }), ...many(MAX_SAVE_POINTS)];
    expect(surplus(heads)).toEqual(["p0", "p1"]);
    const byHand = Array.from({ length: MAX_SAVE_POINTS + 1 }, (_, at) => head(at, { occasion: "hand" }));
    expect(surplus([...byHand, head(-1, { name: "kept" })])).toEqual(["p0", "p1"]);
  });

  it("is bounded by what all texts have, but the newest stays", () => {
    expect(surplus([head(1, { size: 20_000_000 }), head(2, { size: 20_000_000 })])).toEqual(["p1"]);
    expect(surplus([head(1, { size: 90_000_000 })])).toEqual([]);
  });

  it("is there for all of a few", () => expect(surplus(many(MAX_SAVE_POINTS))).toEqual([]));
});

it("differences name new and gone files", () => {
  expect(differingTexts({ a: "1", b: "2", c: "3" }, { a: "1", b: "x", d: "4" })).toEqual([
    { path: "b", from: "2", to: "x" },
    { path: "c", from: "3", to: undefined },
    { path: "d", from: undefined, to: "4" },
  ]);
});
