/** A file in a tab: the text of the editor, the text of the disk, and from which of the disk's revisions an edit started. */
import type { FileReply } from "../api/workspace.ts";

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
  return file.revision === null || file.text !== file.savedText;
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
export function withDisk(file: OpenFile, { text, revision }: FileReply): OpenFile {
  const onDisk = { savedText: text, revision };
  return isDirty(file) ? { ...file, ...onDisk, startedFrom: baseOf(file) } : { ...file, ...onDisk, text };
}
