/** Coming to a folder: its Corefile, the tabs of the last visit, and the drafts that were left behind. */
import type { Workspace } from "../../api/workspace.ts";
import type { FoundDrafts } from "../drafts/draft-keeper.ts";
import { unsavedTexts, withoutEqual, withStorage } from "../drafts/drafts-slice.ts";
import type { SliceContext } from "../slice.ts";
import { addFile, bumpOutside } from "./tabs.ts";

const NOTHING: FoundDrafts = { own: [], offers: [] };

/** Shows a folder in the place of the one that was open, whose unsaved texts stay in the browser. */
export async function enterFolder(context: SliceContext, info: Workspace, tabs: readonly string[]): Promise<void> {
  const { get, patch, drafts } = context;
  const found = (await withStorage(context, drafts.find(info.folder))) ?? NOTHING;
  // From here to the end of the patches nothing is waited for: what is typed until now belongs to the folder before.
  void withStorage(context, drafts.moveTo(info.folder, unsavedTexts(get().workspace), found.own));
  const kept = Object.fromEntries(found.own.map(({ path, text, base }) => [path, { text, base }]));
  patch("workspace", { info, files: [], activePath: undefined, kept });
  patch("drafts", { offers: [] });
  const listed = new Set(info.files.map(({ path }) => path));
  // A text whose file is gone can only be reached by its tab.
  const lone = Object.keys(kept).filter((path) => !listed.has(path));
  const wanted = [info.corefile, ...tabs, ...lone].filter((path) => listed.has(path) || kept[path] !== undefined);
  const failures: unknown[] = [];
  for (const path of new Set(wanted)) await addFile(context, path).catch((error: unknown) => failures.push(error));
  const { files, info: now } = get().workspace;
  if (now?.folder !== info.folder) return;
  if (get().workspace.activePath === undefined) patch("workspace", { activePath: files[0]?.path });
  bumpOutside(context);
  const offers = await withoutEqual(context, found.offers);
  if (get().workspace.info?.folder === info.folder) patch("drafts", { offers });
  // One file that cannot be read does not keep the others from being opened.
  if (failures.length > 0) throw failures[0];
}
