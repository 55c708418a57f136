/** A file in a tab: the text of the editor, the text of the disk, and from which of the disk's revisions an edit started. */
import type { FileReply } from "../../api/workspace.ts";
import type { UnsavedText } from "../drafts/kept-draft.ts";

/** A file in a tab. */
export interface OpenFile {
  readonly path: string;
  /** As the editor has it. */
  readonly text: string;
  /** As it was last read from or written to the disk. */
  readonly savedText: string;
  /** The disk's revision of `savedText`; null when the file is not on the disk. */
  readonly revision: string | null;
  /** The revision that an unsaved text started from, when the disk has had another since. */
  readonly startedFrom?: string | null;
}

/** True when a file's text is not what is on the disk. */
export function isDirty(file: OpenFile): boolean {
  return file.revision === null || hasEdits(file);
}

/** True when something was typed that the disk never had; false for the text of a file that others deleted. */
export function hasEdits({ text, savedText }: OpenFile): boolean {
  return text !== savedText;
}

/** True when the disk has another text than the one that the edits started from: saving needs a decision. */
export function isInConflict(file: OpenFile): boolean {
  return file.revision !== null && hasEdits(file) && baseOf(file) !== file.revision;
}

/** True when the file is not on the disk. */
export function isGone({ revision }: OpenFile): boolean {
  return revision === null;
}

/** The revision that saving the text would build on. */
export function baseOf({ startedFrom, revision }: OpenFile): string | null {
  return startedFrom === undefined ? revision : startedFrom;
}

/** With another text; one that is the disk's started from there, whatever was before. */
export function withText({ startedFrom, ...file }: OpenFile, text: string): OpenFile {
  return text === file.savedText || startedFrom === undefined ? { ...file, text } : { ...file, text, startedFrom };
}

/** After `savedText` was written; the editor's text may have gone on since. */
export function withSaved({ startedFrom: _, ...file }: OpenFile, savedText: string, revision: string | null): OpenFile {
  return { ...file, savedText, revision };
}

/** With what the disk has now. An unsaved text is left alone, and still started from where it did: saving it is a conflict. */
export function withDisk(file: OpenFile, { text, revision }: Pick<FileReply, "text" | "revision">): OpenFile {
  const { path } = file;
  const isEdited = hasEdits(file) && file.text !== text;
  if (!isEdited) return { path, text, savedText: text, revision };
  return { path, text: file.text, savedText: text, revision, startedFrom: baseOf(file) };
}

/** After the file went from the disk; its text stays, with what the disk had last. */
export function withoutDisk(file: OpenFile): OpenFile {
  return isGone(file) ? file : { ...file, revision: null, startedFrom: baseOf(file) };
}

/** A file with an unsaved text laid over what the disk has; undefined when the disk has no such file. */
export function laidOver(path: string, disk: FileReply | undefined, { text, base }: UnsavedText): OpenFile {
  if (disk === undefined) return { path, text, savedText: "", revision: null, startedFrom: base };
  const { text: savedText, revision } = disk;
  return text === savedText
    ? { path, text, savedText, revision }
    : { path, text, savedText, revision, startedFrom: base };
}
