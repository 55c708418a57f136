import { beforeEach, describe, expect, it } from "vitest";
import { ROUTES } from "../api/routes.ts";
import { fakeServer } from "./_test/fake-server.ts";
import { createStudioApi } from "./api-client.ts";
import { isInConflict } from "./files/open-file.ts";
import { draftsOf } from "./files/workspace-slice.ts";
import { createStudioStore, type StudioStore } from "./store.ts";

let server: ReturnType<typeof fakeServer>;
let store: StudioStore;
const state = () => store.getState();

beforeEach(async () => {
  server = fakeServer();
  store = createStudioStore({ api: createStudioApi(server.send), nowMs: () => 1_700_000_000_000 });
  await state().actions.loadWorkspace();
});

describe("when the disk disagrees", () => {
  const disagree = async (text: string | undefined): Promise<void> => {
    state().actions.editFile("Corefile", "mine");
    if (text === undefined) server.files.delete("Corefile");
    else server.files.set("Corefile", text);
  };

  it("a stale save finds that out by itself, and saves nothing", async () => {
    await disagree("outside");
    expect(await state().actions.saveFile("Corefile")).toBe(false);
    expect(state().workspace.files.some(isInConflict)).toBe(true);
    expect(server.files.get("Corefile")).toBe("outside");
  });

  it("keep mine saves over what the disk has now", async () => {
    await disagree("outside");
    await state().actions.saveFile("Corefile");
    expect(await state().actions.keepMine("Corefile")).toBe(true);
    expect(server.files.get("Corefile")).toBe("mine");
  });

  it("keep mine is stale, too, when the disk has yet another text", async () => {
    await disagree("outside");
    await state().actions.saveFile("Corefile");
    server.files.set("Corefile", "and again");
    expect(await state().actions.keepMine("Corefile")).toBe(false);
    expect(server.files.get("Corefile")).toBe("and again");
  });

  it("a file that is gone keeps its text, counts for CoreDNS only when something was typed, and is saved again", async () => {
    const { info } = state().workspace;
    if (info === undefined) throw new Error("no workspace");
    const [text] = server.files.values();
    server.files.delete("Corefile");
    await state().actions.takeWorkspace({ ...info, files: [] }, ["Corefile"]);
    expect(state().workspace.files[0]).toMatchObject({ text, revision: null });
    expect(draftsOf(state().workspace)).toEqual({});
    state().actions.editFile("Corefile", "mine");
    expect(draftsOf(state().workspace)).toEqual({ Corefile: "mine" });
    expect(await state().actions.saveFile("Corefile")).toBe(false);
    expect(await state().actions.keepMine("Corefile")).toBe(true);
    expect(server.files.get("Corefile")).toBe("mine");
  });

  it("a file that others moved takes its tab along", async () => {
    const { info } = state().workspace;
    if (info === undefined) throw new Error("no workspace");
    state().actions.editFile("Corefile", "mine");
    const [first, ...others] = info.files;
    if (first === undefined) throw new Error("no files");
    server.files.set("moved", server.files.get("Corefile") ?? "");
    server.files.delete("Corefile");
    await state().actions.takeWorkspace({ ...info, files: [...others, { ...first, path: "moved" }] }, ["Corefile"]);
    expect(state().workspace.files[0]).toMatchObject({ path: "moved", text: "mine" });
    expect(state().workspace.activePath).toBe("moved");
  });

  it("another folder that another window opened is entered, and coming back offers what was typed", async () => {
    const { info } = state().workspace;
    if (info === undefined) throw new Error("no workspace");
    state().actions.editFile("Corefile", "mine");
    await state().actions.takeWorkspace({ ...info, folder: "/other", name: "other" }, []);
    expect(state().workspace.notice).toContain("Another window opened other");
    expect(state().drafts.offers).toEqual([]);
    expect(state().workspace.files[0]?.text).not.toBe("mine");
    await state().actions.takeWorkspace(info, []);
    const [offer] = state().drafts.offers;
    expect(offer).toMatchObject({ path: "Corefile", text: "mine" });
    await state().actions.takeOffer(offer?.id ?? "");
    expect(state().workspace.files[0]?.text).toBe("mine");
    expect(state().drafts.offers).toEqual([]);
  });

  it("of two folders that are opened at once the one that was wanted last stays, and what was typed is offered", async () => {
    const { info } = state().workspace;
    if (info === undefined) throw new Error("no workspace");
    const api = createStudioApi(async (call) => {
      if (call.path !== ROUTES.open) return await server.send(call);
      const isHome = JSON.stringify(call.body).includes("home");
      return { status: 200, body: isHome ? info : { ...info, folder: "/other", name: "other" } };
    });
    store = createStudioStore({ api, nowMs: () => 0 });
    await state().actions.loadWorkspace();
    state().actions.editFile("Corefile", "mine");
    await Promise.all([
      state().actions.openWorkspace({ kind: "sample" }),
      state().actions.openWorkspace({ kind: "home" }),
    ]);
    expect(state().workspace.info?.folder).toBe(info.folder);
    expect(state().drafts.offers).toMatchObject([{ path: "Corefile", text: "mine" }]);
  });
});
