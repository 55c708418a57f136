import { beforeEach, describe, expect, it } from "vitest";
import type { AskReply } from "../api/ask.ts";
import type { EngineInfo } from "../api/engine.ts";
import { ROUTES } from "../api/routes.ts";
import type { Workspace } from "../api/workspace.ts";
import { EXPLANATION } from "./_test/explanation.ts";
import { isStale, selectedAnswer } from "./answers-slice.ts";
import { type ApiCall, createStudioApi } from "./api-client.ts";
import { isInConflict } from "./open-file.ts";
import { readSaved, writeSaved } from "./saved.ts";
import { createStudioStore, type StudioStore } from "./store.ts";
import { draftsOf, hasDraft } from "./workspace-slice.ts";

const engine: EngineInfo = {
  engine: "built-in",
  release: "1.15.0",
  state: "serving",
  generation: 1,
  listeners: [],
  problems: [],
  servesEarlier: false,
};

const askReply: AskReply = {
  asked: { name: "web.example.org.", type: "A", class: "IN", wireHex: "00" },
  listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
  received: { kind: "nothing", because: "timeout", text: "No reply within 5 s.", tookMs: 5000 },
  explanation: EXPLANATION,
  engine,
};

/** A server that keeps files in memory, behind the real schemas. */
function fakeServer() {
  const files = new Map([
    ["Corefile", ".:1053 {\n    whoami\n}\n"],
    ["zones/db.example.org", "; empty\n"],
  ]);
  let revision = 1;
  const calls: ApiCall[] = [];
  const workspace = (): Workspace => ({
    name: "test",
    folder: "/work",
    origin: "folder",
    corefile: "Corefile",
    revision,
    isTruncated: false,
    environment: {},
    files: [...files].map(([path, text]) => ({ path, sizeBytes: text.length, modifiedMs: 0, isText: true })),
  });
  const answer = (call: ApiCall): { status: number; body: unknown } => {
    const body = call.body as Record<string, unknown>;
    const path = String(call.query?.path ?? body?.path);
    if (call.path === ROUTES.workspace) return { status: 200, body: workspace() };
    if (call.path === ROUTES.file && call.method === "GET" && !files.has(path))
      return { status: 404, body: { error: `${path}: no such file`, help: "" } };
    if (call.path === ROUTES.file && call.method === "GET")
      return { status: 200, body: { path, text: files.get(path), revision: `r-${files.get(path)}` } };
    if (call.path === ROUTES.file && call.method === "DELETE") {
      files.delete(path);
      return { status: 200, body: { workspace: workspace() } };
    }
    if (call.path === ROUTES.file) {
      if (body.baseRevision === null && files.has(path))
        return { status: 409, body: { error: "It is there already.", help: "Choose another name." } };
      if (body.baseRevision !== null && body.baseRevision !== `r-${files.get(path)}`)
        return { status: 409, body: { error: "It was changed outside.", help: "Load it again." } };
      files.set(path, String(body.text));
      revision += 1;
      return { status: 200, body: { revision: `r-${body.text}`, workspace: workspace() } };
    }
    if (call.path === ROUTES.ask) return { status: 200, body: askReply };
    if (call.path === ROUTES.check) return { status: 200, body: { problems: [], tookMs: 1 } };
    if (call.path === ROUTES.apply) return { status: 200, body: { applied: true, problems: [], engine, tookMs: 1 } };
    return { status: 404, body: "<html>" };
  };
  const send = async (call: ApiCall) => {
    calls.push(call);
    return answer(call);
  };
  return { files, calls, send };
}

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

  it("a file that is gone keeps its text, counts for CoreDNS only when something was typed, and is saved anew", async () => {
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
});

describe("questions", () => {
  const ask = async (name: string): Promise<void> => {
    state().actions.editQuestion({ name });
    await state().actions.ask();
  };

  it("an answer becomes stale by an edit, and fresh by asking again in its place", async () => {
    await ask("web.example.org");
    state().actions.editFile("Corefile", "x");
    const before = selectedAnswer(state().answers);
    expect(before && isStale(before, state().workspace.version)).toBe(true);
    await state().actions.ask({ again: true });
    const after = selectedAnswer(state().answers);
    expect(after && isStale(after, state().workspace.version)).toBe(false);
    expect(state().answers.list).toHaveLength(1);
  });

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
    expect(server.calls.at(-1)?.body).toMatchObject({ edns: { size: 1232, dnssecOk: true } });
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
