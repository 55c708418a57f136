/** What others do in the folder: a clean text follows the disk, an edited one stays and is in conflict. */
import type { Workspace } from "../../api/workspace.ts";
import { dropEqualOffers } from "../drafts/drafts-slice.ts";
import type { SliceContext } from "../slice.ts";
import { changedFiles, movedFiles } from "./changed-files.ts";
import { isGone, withDisk, withoutDisk } from "./open-file.ts";
import { bump, bumpOutside, readDisk, replaceFile } from "./tabs.ts";

/** Takes over another listing of the same folder, and what it says of files in tabs. */
export async function followFolder(context: SliceContext, info: Workspace, changed: readonly string[]): Promise<void> {
  const { get, patch } = context;
  const before = get().workspace.info;
  patch("workspace", { info });
  if (before === undefined) return;
  for (const [from, to] of movedFiles(before, info)) followMove(context, from, to);
  const open = new Map(get().workspace.files.map((file) => [file.path, file]));
  const listed = new Set(info.files.map(({ path }) => path));
  const isLost = (path: string): boolean => !listed.has(path) && !info.isTruncated;
  const unsure = [...open.values()].filter((file) => isLost(file.path) !== isGone(file)).map(({ path }) => path);
  // A change before the stream of events began is only seen in the listing.
  const paths = new Set([...changed, ...changedFiles(before, info), ...unsure]);
  await Promise.all([...paths].map((path) => readAgain(context, path)));
  // A text that is in no tab may be one that the Corefile is read with: an import, a zone file, studio.yaml.
  if ([...paths].some((path) => !open.has(path))) bump(context);
}

/** Reads a tab's file again. What was typed is left alone; what cannot be read stays as it was. */
export async function readAgain(context: SliceContext, path: string): Promise<void> {
  const { get } = context;
  const isOpen = () => get().workspace.files.find((open) => open.path === path);
  if (isOpen() === undefined && !get().drafts.offers.some((offer) => offer.path === path)) return;
  const disk = await readDisk(context, path).catch(() => "unreadable" as const);
  if (disk === "unreadable") return;
  dropEqualOffers(context, path, disk?.text);
  const file = isOpen();
  if (file === undefined) return;
  if (disk === undefined) {
    replaceFile(context, path, withoutDisk);
    if (!isGone(file)) bump(context);
    return;
  }
  if (disk.revision === file.revision) return;
  replaceFile(context, path, (open) => withDisk(open, disk));
  if (isOpen()?.text !== file.text) bumpOutside(context);
}

/** A tab goes with its file, and so does the unsaved text of a closed one. */
export function followMove({ get, patch }: SliceContext, from: string, to: string): boolean {
  const { files, kept, activePath } = get().workspace;
  const { [from]: text, ...others } = kept;
  const isOpen = files.some(({ path }) => path === from);
  if (files.some(({ path }) => path === to) || (!isOpen && text === undefined)) return false;
  patch("workspace", {
    files: files.map((file) => (file.path === from ? { ...file, path: to } : file)),
    kept: text === undefined ? kept : { ...others, [to]: text },
    activePath: activePath === from ? to : activePath,
  });
  return true;
}
