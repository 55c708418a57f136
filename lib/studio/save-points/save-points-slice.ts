/** Save points of the folder that is open: made by hand and by themselves, compared, and gone back to. */
import type { PackReply } from "../../api/open-workspace.ts";
import { failureOf } from "../api-client.ts";
import { addFile } from "../files/tabs.ts";
import { draftsOf, type WorkspaceState } from "../files/workspace-slice.ts";
import type { SliceContext } from "../slice.ts";
import type { Occasion, SavePointHead, SavePointTexts } from "./save-point.ts";

export interface SavePointsState {
  /** Those of the folder, the newest first, as they were looked at last. */
  readonly list: readonly SavePointHead[];
  /** Why the browser does not keep them. */
  readonly failure: string | undefined;
}

export const INITIAL_SAVE_POINTS: SavePointsState = { list: [], failure: undefined };

export interface SavePointsActions {
  /**
   * Makes one when the texts are other ones than those of the newest; else that one is made by hand, or gets the name.
   * False when the browser does not keep it.
   */
  makeSavePoint(occasion: Occasion, name?: string): Promise<boolean>;
  loadSavePoints(): Promise<void>;
  nameSavePoint(id: string, name: string): Promise<void>;
  removeSavePoint(id: string): Promise<void>;
  /** The texts of one; undefined when it is gone. */
  savePointTexts(id: string): Promise<SavePointTexts | undefined>;
  /** The texts as they are now; of these paths, too, where there are such files. */
  presentTexts(paths: readonly string[]): Promise<SavePointTexts>;
  /**
   * Gives all files the texts of a save point, not saved, once there is a save point of how it is now. Files that were made
   * since stay. Gives the paths that changed; undefined when nothing could be done.
   */
  goBackTo(id: string): Promise<readonly string[] | undefined>;
}

/** Makes the actions. */
export function createSavePointsActions(context: SliceContext): SavePointsActions {
  const { get, patch, savePoints: storage } = context;
  let last: { readonly folder: string; readonly version: number } | undefined;
  /** One after the other, so that none is made twice. */
  let making: Promise<unknown> = Promise.resolve();
  const failed = (thrown: unknown): false => {
    const because = failureOf(thrown).error.replace(/\.$/, "");
    patch("savePoints", { failure: `This browser does not keep save points (${because}).` });
    return false;
  };
  const load = async (): Promise<void> => {
    const folder = get().workspace.info?.folder;
    if (folder === undefined) return;
    const list = await storage.ofFolder(folder);
    if (get().workspace.info?.folder === folder) patch("savePoints", { list, failure: undefined });
  };
  const make = async (occasion: Occasion, name: string): Promise<boolean> => {
    const { info, version } = get().workspace;
    if (info === undefined) return false;
    const { folder } = info;
    if (occasion !== "hand" && last?.folder === folder && last.version === version) return true;
    const texts = await textsNow(context);
    const [newest] = await storage.ofFolder(folder);
    const before = newest && (await storage.textsOf(newest.id));
    if (newest !== undefined && before !== undefined && isSame(before, texts)) {
      const isKept = newest.name !== "" || (occasion !== "hand" && name === "");
      if (name !== "" || !isKept) await storage.change(newest.id, { name: name || newest.name, occasion: "hand" });
    } else {
      const size = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
      const head = { format: 1, id: storage.newId(), folder, occasion, name, atMs: context.nowMs(), size } as const;
      await storage.add({ ...head, texts });
    }
    last = { folder, version };
    await load();
    return true;
  };
  const makeNext: SavePointsActions["makeSavePoint"] = (occasion, name = "") => {
    const made = making.then(() => make(occasion, name)).catch(failed);
    making = made;
    return made;
  };
  return {
    makeSavePoint: makeNext,
    loadSavePoints: () => load().catch((thrown) => void failed(thrown)),
    async nameSavePoint(id, name) {
      const occasion = get().savePoints.list.find((head) => head.id === id)?.occasion ?? "hand";
      await storage
        .change(id, { name: name.trim().slice(0, 100), occasion })
        .then(load)
        .catch(failed);
    },
    removeSavePoint: (id) =>
      storage
        .remove(id)
        .then(load)
        .catch((thrown) => void failed(thrown)),
    savePointTexts: (id) => storage.textsOf(id).catch(() => undefined),
    presentTexts: (paths) => textsNow(context, paths),
    async goBackTo(id) {
      const texts = await storage.textsOf(id).catch(() => undefined);
      if (texts === undefined || !(await makeNext("back"))) return undefined;
      const now = await textsNow(context, Object.keys(texts));
      const changed = Object.entries(texts).filter(([path, text]) => now[path] !== text);
      for (const [path, text] of changed) await putText(context, path, text);
      return changed.map(([path]) => path);
    },
  };
}

/** All texts as they are in the editor, or on the disk; those that are open when the server does not answer. */
async function textsNow({ get, api }: SliceContext, paths: readonly string[] = []): Promise<SavePointTexts> {
  const { workspace } = get();
  const drafts = draftsOf(workspace);
  const packed = await api.pack({ drafts, scope: "needed" }).catch(() => undefined);
  const texts = { ...(packed === undefined ? openTexts(workspace) : textsOf(packed)), ...drafts };
  const listed = new Set(workspace.info?.files.map(({ path }) => path));
  for (const path of paths) {
    if (texts[path] !== undefined || !listed.has(path)) continue;
    // The Corefile does not name it any more, but it is there.
    const text = await get().actions.readText(path);
    if (text !== undefined) texts[path] = text;
  }
  return texts;
}

function textsOf({ files }: PackReply): SavePointTexts {
  return Object.fromEntries(files.flatMap((file) => ("text" in file ? [[file.path, file.text]] : [])));
}

function openTexts({ files }: WorkspaceState): SavePointTexts {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

function isSame(left: SavePointTexts, right: SavePointTexts): boolean {
  const paths = Object.keys(left);
  return paths.length === Object.keys(right).length && paths.every((path) => left[path] === right[path]);
}

/** A file that is not on the disk any more gets a tab all the same. */
async function putText(context: SliceContext, path: string, text: string): Promise<void> {
  const { get } = context;
  const isThere = get().workspace.info?.files.some((file) => file.path === path) ?? false;
  await addFile(context, path, isThere ? undefined : { text, base: null }).catch(() => undefined);
  await get()
    .actions.replaceText(path, text)
    .catch(() => undefined);
}
