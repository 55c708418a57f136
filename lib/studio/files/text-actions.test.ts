import { describe, expect, it } from "vitest";
import { ROUTES } from "../../api/routes.ts";
import { createStudioApi } from "../api-client.ts";
import { createStudioStore } from "../store.ts";
import { isDirty } from "./open-file.ts";

const TEXTS: Readonly<Record<string, string>> = { Corefile: "import a\n", "conf/a": "(a) {\n}\n" };

/** A store over a server that has two files. */
function startStore() {
  const workspace = {
    name: "test",
    folder: "/dns",
    origin: "folder",
    corefile: "Corefile",
    revision: 1,
    isTruncated: false,
    environment: {},
    files: Object.entries(TEXTS).map(([path, text]) => ({ path, sizeBytes: text.length, modifiedMs: 0, isText: true })),
  };
  const api = createStudioApi(async ({ path: route, query, body }) => {
    if (route === ROUTES.workspace) return { status: 200, body: workspace };
    if (route === ROUTES.file && body !== undefined) return { status: 200, body: { workspace, revision: "2" } };
    const text = TEXTS[query?.path ?? ""];
    if (text === undefined) return { status: 404, body: { error: "There is no such file.", help: "" } };
    return { status: 200, body: { path: query?.path, text, revision: "1" } };
  });
  return createStudioStore({ api, nowMs: () => 0 });
}

const at = (offset: number) => ({ offset, line: 1, column: offset + 1 });
const edit = (file: string, text: string) => ({
  range: { file, start: at(text === "b" ? 7 : 1), end: at(text === "b" ? 8 : 2) },
  text,
});

describe("texts of files that may not be in a tab", () => {
  it("are read as the disk has them", async () => {
    const { actions } = startStore().getState();
    expect(await actions.readText("conf/a")).toBe("(a) {\n}\n");
    expect(await actions.readText("conf/none")).toBeUndefined();
  });

  it("are changed in tabs behind the one in front, and not saved", async () => {
    const store = startStore();
    await store.getState().actions.loadWorkspace();
    const { version, outsideVersion } = store.getState().workspace;
    await store.getState().actions.changeTexts([edit("Corefile", "b"), edit("/dns/conf/a", "c")]);
    const { workspace } = store.getState();
    expect(workspace.files.map((file) => [file.path, file.text, isDirty(file)])).toEqual([
      ["Corefile", "import b\n", true],
      ["conf/a", "(c) {\n}\n", true],
    ]);
    expect(workspace.activePath).toBe("Corefile");
    expect([workspace.version - version, workspace.outsideVersion - outsideVersion]).toEqual([1, 1]);
  });

  it("may be those that a fix makes: the file is in front then", async () => {
    const store = startStore();
    await store.getState().actions.loadWorkspace();
    const creates = [{ file: "/dns/zones/db", text: "new\n" }];
    await store.getState().actions.applyFix({ title: "Create zones/db", edits: [], creates });
    const { files, activePath } = store.getState().workspace;
    expect([activePath, files.at(-1)?.path, files.at(-1)?.text]).toEqual(["zones/db", "zones/db", "new\n"]);
  });

  it("may be several that a fix makes: what was in front stays there", async () => {
    const store = startStore();
    await store.getState().actions.loadWorkspace();
    const creates = ["cluster/a.yaml", "cluster/b.yaml"].map((file) => ({ file, text: "new\n" }));
    expect(await store.getState().actions.applyFix({ title: "Use a model cluster", edits: [], creates })).toBe(true);
    const { files, activePath } = store.getState().workspace;
    expect([activePath, files.map(({ path }) => path)]).toEqual([
      "Corefile",
      ["Corefile", "cluster/a.yaml", "cluster/b.yaml"],
    ]);
  });
});
