import { beforeEach, describe, expect, it } from "vitest";
import { ROUTES } from "../api/routes.ts";
import { fakeServer } from "./_test/fake-server.ts";
import { createStudioApi } from "./api-client.ts";
import { draftsInMemory } from "./drafts/draft-storage.ts";
import { isInConflict } from "./files/open-file.ts";
import { draftsOf, hasDraft } from "./files/workspace-slice.ts";
import { draftsIn, readSaved, writeSaved } from "./saved.ts";
import { createStudioStore, type StudioStore } from "./store.ts";

let server: ReturnType<typeof fakeServer>;
let store: StudioStore;
const state = () => store.getState();

beforeEach(async () => {
  server = fakeServer();
  store = createStudioStore({ api: createStudioApi(server.send), nowMs: () => 1_700_000_000_000 });
  await state().actions.loadWorkspace();
});

describe("files", () => {
  it("the Corefile is open first", () => expect(state().workspace.activePath).toBe("Corefile"));

  it("a file that is slow to come does not cover one that was asked for after it", async () => {
    const slow = state().actions.openFile("zones/db.example.org");
    await state().actions.openFile("Corefile");
    await slow;
    expect(state().workspace.files.map(({ path }) => path)).toEqual(["Corefile", "zones/db.example.org"]);
    expect(state().workspace.activePath).toBe("Corefile");
  });

  it("an edit makes a draft, and saving ends it", async () => {
    state().actions.editFile("Corefile", ".:1054 {\n}\n");
    expect(draftsOf(state().workspace)).toEqual({ Corefile: ".:1054 {\n}\n" });
    expect(await state().actions.saveFile("Corefile")).toBe(true);
    expect(draftsOf(state().workspace)).toEqual({});
    expect(server.files.get("Corefile")).toBe(".:1054 {\n}\n");
  });

  it("the draft of a closed tab is kept, still counts, and comes back with the tab", async () => {
    state().actions.editFile("Corefile", "x");
    state().actions.closeFile("Corefile");
    expect(hasDraft(state().workspace, "Corefile")).toBe(true);
    await state().actions.openFile("Corefile");
    expect(state().workspace.files[0]?.text).toBe("x");
    expect(state().workspace.kept).toEqual({});
  });

  it("a file that is there already is not made again", async () => {
    expect(await state().actions.createFile("Corefile")).toBe(false);
    expect(state().workspace.failure?.error).toBe("It is there already.");
  });

  it("deleting closes the tab and forgets the draft", async () => {
    await state().actions.openFile("zones/db.example.org");
    state().actions.editFile("zones/db.example.org", "x");
    await state().actions.deleteFile("zones/db.example.org");
    expect(draftsOf(state().workspace)).toEqual({});
    expect(state().workspace.activePath).toBe("Corefile");
  });

  it("a change from outside is taken over, but never over an edit", async () => {
    server.files.set("Corefile", "outside");
    const info = state().workspace.info;
    if (info === undefined) throw new Error("no workspace");
    state().actions.editFile("Corefile", "mine");
    await state().actions.takeWorkspace(info, ["Corefile"]);
    expect(state().workspace.files[0]).toMatchObject({ text: "mine", savedText: "outside" });
    await state().actions.takeDisk("Corefile");
    expect(state().workspace.files[0]?.text).toBe("outside");
  });

  it("an edit of what was changed outside since is saved only once it was brought into that", async () => {
    const { info } = state().workspace;
    if (info === undefined) throw new Error("no workspace");
    state().actions.editFile("Corefile", "mine");
    server.files.set("Corefile", "outside");
    await state().actions.takeWorkspace(info, ["Corefile"]);
    expect(await state().actions.saveFile("Corefile")).toBe(false);
    expect(state().workspace.failure).toBeUndefined();
    expect(state().workspace.files.some(isInConflict)).toBe(true);
    expect(server.files.get("Corefile")).toBe("outside");
    await state().actions.takeDisk("Corefile");
    state().actions.editFile("Corefile", "outside and mine");
    expect(await state().actions.saveFile("Corefile")).toBe(true);
    expect(server.files.get("Corefile")).toBe("outside and mine");
  });
  it("a change from outside of a file in no tab is a change, too; one of the page itself counts once", async () => {
    const { info, version } = state().workspace;
    if (info === undefined) throw new Error("no workspace");
    await state().actions.takeWorkspace(info, ["Corefile"]);
    expect(state().workspace.version).toBe(version);
    await state().actions.takeWorkspace(info, ["studio.yaml"]);
    expect(state().workspace.version).toBe(version + 1);
  });
});

describe("questions", () => {
  const ask = async (name: string): Promise<void> => {
    state().actions.editQuestion({ name });
    await state().actions.ask();
  };

  it("an empty name asks nothing", async () => {
    await ask(" ");
    expect(state().answers.list).toEqual([]);
  });

  it("what came back is said aloud", async () => {
    await ask("web.example.org");
    expect(state().layout.announcement.text).toBe("No reply: No reply within 5 s.");
  });

  it("DO brings an OPT record along", async () => {
    state().actions.editQuestion({ ednsSize: undefined, dnssecOk: true });
    await ask("web.example.org");
    expect(server.calls.findLast(({ path }) => path === ROUTES.ask)?.body).toMatchObject({
      edns: { size: 1232, dnssecOk: true },
    });
  });
});

describe("what survives a reload", () => {
  it("tabs, question and layout; texts have a storage of their own", async () => {
    await state().actions.openFile("zones/db.example.org");
    state().actions.editFile("Corefile", "draft");
    state().actions.editQuestion({ name: "web.example.org", ednsSize: undefined });
    state().actions.setTheme("dark");
    const saved = readSaved(writeSaved(state()));
    store = createStudioStore({ api: createStudioApi(server.send), nowMs: () => 0, saved });
    await state().actions.loadWorkspace(saved?.tabs);
    expect(state().workspace.files.map(({ path, text }) => [path, text])).toEqual([
      ["Corefile", ".:1053 {\n    whoami\n}\n"],
      ["zones/db.example.org", "; empty\n"],
    ]);
    expect(state().question).toMatchObject({ name: "web.example.org", ednsSize: undefined });
    expect(state().layout.theme).toBe("dark");
  });

  it("drafts that were kept beside the layout once are offered like all others", async () => {
    const { folder: _, ...kept } = JSON.parse(writeSaved(state()));
    const saved = readSaved(JSON.stringify({ ...kept, folder: "/dns", drafts: { Corefile: "draft" } }));
    if (saved === undefined) throw new Error("not read");
    const drafts = draftsInMemory();
    await drafts.write({ put: draftsIn(saved, { nowMs: 1, newId: () => "id" }), remove: [] });
    store = createStudioStore({ api: createStudioApi(server.send), nowMs: () => 0, saved, drafts });
    await state().actions.loadWorkspace();
    expect(state().drafts.offers).toMatchObject([{ path: "Corefile", text: "draft" }]);
  });

  it.each(["", "null", "{", '{"format":2}', '{"format":1,"drafts":{"../x":""}}'])("%j is not ours", (text) => {
    expect(readSaved(text)).toBeUndefined();
  });
});

describe("the API client", () => {
  it("tells when a reply is not what it should be", async () => {
    const api = createStudioApi(async () => ({ status: 200, body: { surprise: true } }));
    await expect(api.engine()).rejects.toThrow(/not what this page expects/);
  });
  it("tells when the server is away", async () => {
    const api = createStudioApi(() => Promise.reject(new Error("refused")));
    await expect(api.engine()).rejects.toThrow("The studio's server does not answer.");
  });
});
