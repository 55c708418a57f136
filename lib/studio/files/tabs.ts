/** Tabs: reading files into them, and closing them without losing what was typed. */
import type { FileReply } from "../../api/workspace.ts";
import { ApiError } from "../api-client.ts";
import type { UnsavedText } from "../drafts/kept-draft.ts";
import type { SliceContext } from "../slice.ts";
import { baseOf, hasEdits, laidOver, type OpenFile } from "./open-file.ts";

/** Changes one open file. */
export function replaceFile({ get, patch }: SliceContext, path: string, change: (file: OpenFile) => OpenFile): void {
  const { files } = get().workspace;
  const changed = files.map((file) => (file.path === path ? change(file) : file));
  if (changed.some((file, index) => file !== files[index])) patch("workspace", { files: changed });
}

/** The texts are other ones than before: answers grow stale and all is checked again. */
export function bump({ get, patch }: SliceContext): void {
  patch("workspace", { version: get().workspace.version + 1 });
}

/** Texts were changed by others than the editor, which takes them over. */
export function bumpOutside({ get, patch }: SliceContext): void {
  const { version, outsideVersion } = get().workspace;
  patch("workspace", { version: version + 1, outsideVersion: outsideVersion + 1 });
}

/** What the disk has; undefined when there is no such file. */
export async function readDisk({ api }: SliceContext, path: string): Promise<FileReply | undefined> {
  try {
    return await api.readFile(path);
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.status === 404) return undefined;
    throw thrown;
  }
}

/** Reads a file into a tab, unless it is there; an unsaved text stands over it, also when the file is gone. */
export async function addFile(context: SliceContext, path: string, unsaved?: UnsavedText): Promise<void> {
  const { get, patch, api } = context;
  if (get().workspace.files.some((file) => file.path === path)) return;
  const { folder } = get().workspace.info ?? {};
  const isKept = unsaved !== undefined || get().workspace.kept[path] !== undefined;
  const disk = isKept ? await readDisk(context, path) : await api.readFile(path);
  const { files, kept, info } = get().workspace;
  if (info?.folder !== folder || files.some((file) => file.path === path)) return;
  const { [path]: keptText, ...stillKept } = kept;
  const over = unsaved ?? keptText;
  const file =
    over === undefined
      ? disk && { path, text: disk.text, savedText: disk.text, revision: disk.revision }
      : laidOver(path, disk, over);
  if (file !== undefined) patch("workspace", { files: [...files, file], kept: stillKept });
}

/** Reads a file into a tab and brings it to the front, unless somebody wants another one there by then. */
export async function showFile(context: SliceContext, path: string, isStillWanted: () => boolean): Promise<void> {
  await addFile(context, path);
  if (!isStillWanted()) return;
  if (context.get().workspace.files.some((file) => file.path === path))
    context.patch("workspace", { activePath: path });
}

/** Closes a tab, keeping what was typed; the tab beside it comes to the front. */
export function closeTab({ get, patch }: SliceContext, path: string, { drop = false } = {}): void {
  const { files, activePath, kept } = get().workspace;
  const index = files.findIndex((file) => file.path === path);
  const file = files[index];
  const rest = files.filter((other) => other.path !== path);
  const beside = rest[Math.min(index, rest.length - 1)];
  patch("workspace", {
    files: rest,
    activePath: activePath === path ? beside?.path : activePath,
    ...(file !== undefined && hasEdits(file) && !drop
      ? { kept: { ...kept, [path]: { text: file.text, base: baseOf(file) } } }
      : {}),
  });
}
