import { expect, it } from "vitest";
import { ROUTES } from "../../api/routes.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { createStudioStore } from "../store.ts";

/** A studio on a folder in memory; `refuses` is a path that cannot be made. */
async function studioOn(texts: Readonly<Record<string, string>>, refuses?: string) {
  const files = new Map(Object.entries(texts));
  const workspace = () => ({
    name: "test",
    folder: "/dns",
    origin: "folder",
    corefile: "Corefile",
    revision: 1,
    isTruncated: false,
    environment: {},
    files: [...files].map(([path, text]) => ({ path, sizeBytes: text.length, modifiedMs: 0, isText: true })),
  });
  const send = async ({ path: route, method, query, body }: ApiCall) => {
    const { path = "", text = "" } = { ...query, ...(body as object | undefined) } as { path?: string; text?: string };
    if (route === ROUTES.workspace) return { status: 200, body: workspace() };
    if (route !== ROUTES.file || path === refuses) return { status: 500, body: { error: "No.", help: "Never." } };
    if (method === "GET") return { status: 200, body: { path, text: files.get(path), revision: "r" } };
    if (method === "DELETE") files.delete(path);
    else files.set(path, text);
    return { status: 200, body: { revision: "r", workspace: workspace() } };
  };
  const store = createStudioStore({ api: createStudioApi(send), nowMs: () => 0 });
  const { actions } = store.getState();
  await actions.loadWorkspace();
  const text = (path: string) => store.getState().workspace.files.find((file) => file.path === path)?.text;
  return { files, store, actions, text };
}

const IMPORTED = [
  { path: "Corefile", text: "new" },
  { path: "custom/a", text: "a" },
];

it("makes files, and changes those that are there without saving; undoing brings all back", async () => {
  const { files, store, actions, text } = await studioOn({ Corefile: "old" });
  expect(await actions.importFiles("coredns", IMPORTED)).toBe(true);
  expect(text("Corefile")).toBe("new");
  expect(store.getState().workspace.activePath).toBe("Corefile");
  expect(Object.fromEntries(files)).toEqual({ Corefile: "old", "custom/a": "a" });
  expect(await actions.undoImport()).toEqual([]);
  expect(text("Corefile")).toBe("old");
  expect(Object.fromEntries(files)).toEqual({ Corefile: "old" });
  expect(store.getState().imports.last).toBeUndefined();
});

it("undoing leaves what was edited since, and says which", async () => {
  const { files, actions, text } = await studioOn({ Corefile: "old" });
  await actions.importFiles("coredns", IMPORTED);
  actions.editFile("custom/a", "mine");
  expect(await actions.undoImport()).toEqual(["custom/a"]);
  expect(text("custom/a")).toBe("mine");
  expect(files.has("custom/a")).toBe(true);
  expect(text("Corefile")).toBe("old");
});

it("an import that fails halfway says so, and what was done can be undone", async () => {
  const { actions, text } = await studioOn({ Corefile: "old" }, "custom/a");
  expect(await actions.importFiles("coredns", IMPORTED)).toBe(false);
  expect(text("Corefile")).toBe("new");
  expect(await actions.undoImport()).toEqual([]);
  expect(text("Corefile")).toBe("old");
});

it("what comes beside is written at once, without tabs, and undone unless it was changed since", async () => {
  const { files, store, actions } = await studioOn({ Corefile: "old", "cluster/a.yaml": "before" });
  const beside = ["a", "b", "c"].map((name) => ({ path: `cluster/${name}.yaml`, text: name }));
  expect(await actions.importFiles("lab", [{ path: "Corefile", text: "new" }], beside)).toBe(true);
  expect(files.get("cluster/b.yaml")).toBe("b");
  expect(store.getState().workspace.files.map(({ path }) => path)).toEqual(["Corefile"]);
  files.set("cluster/c.yaml", "theirs");
  expect(await actions.undoImport()).toEqual(["cluster/c.yaml"]);
  expect(Object.fromEntries(files)).toEqual({
    Corefile: "old",
    "cluster/a.yaml": "before",
    "cluster/c.yaml": "theirs",
  });
});

it("says when a snapshot could not be written, and takes back what was", async () => {
  const { files, actions } = await studioOn({ Corefile: "old" }, "cluster/b.yaml");
  const beside = ["a", "b"].map((name) => ({ path: `cluster/${name}.yaml`, text: name }));
  expect(await actions.importFiles("lab", [], beside)).toBe(false);
  expect(files.get("cluster/a.yaml")).toBe("a");
  expect(await actions.undoImport()).toEqual([]);
  expect(files.has("cluster/a.yaml")).toBe(false);
});
