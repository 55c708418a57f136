/** What was imported last, and the way back: files that were made are deleted again, changed texts are put back. */
import type { TextEdit } from "../../text/edit.ts";
import { attempt } from "../attempt.ts";
import type { SliceContext } from "../slice.ts";

/** A file to be made, or to be changed. */
interface ImportedFile {
  readonly path: string;
  readonly text: string;
}

/** A file as it was before; undefined for one that was not there. */
interface Done extends ImportedFile {
  readonly before: string | undefined;
}

/** An import that was done. */
interface ImportDone {
  /** What it was, in words. */
  readonly name: string;
  readonly folder: string;
  readonly files: readonly Done[];
  /** Files that were written to the disk at once: a snapshot's, too many for tabs. */
  readonly beside: readonly Done[];
}

export interface ImportsState {
  /** The last one, for as long as it is offered to undo it. */
  readonly last: ImportDone | undefined;
}

export const INITIAL_IMPORTS: ImportsState = { last: undefined };

export interface ImportsActions {
  /**
   * Makes the files. One that is there already is opened and gets its new text, not saved, so that what is on the disk
   * stays. Those `beside` are written at once and get no tab. False when a file could not be made; what was done until
   * then can be undone.
   */
  importFiles(name: string, files: readonly ImportedFile[], beside?: readonly ImportedFile[]): Promise<boolean>;
  /** Undoes the last import, but for texts that were edited since: gives their paths. */
  undoImport(): Promise<readonly string[]>;
  dismissImport(): void;
}

/** Makes the actions. */
export function createImportsActions(context: SliceContext): ImportsActions {
  const { get, patch } = context;
  return {
    async importFiles(name, files, beside = []) {
      await get().actions.makeSavePoint("import");
      const done: Done[] = [];
      let isWhole = true;
      for (const file of files) {
        const before = await put(context, file);
        if (before === "failed") {
          isWhole = false;
          break;
        }
        done.push({ ...file, before: before?.text });
      }
      const folder = get().workspace.info?.folder ?? "";
      const written: Done[] = [];
      for (const file of isWhole ? beside : []) {
        isWhole = await attempt(context, async () => void written.push(await writeAtOnce(context, file)));
        if (!isWhole) break;
      }
      if (done.length + written.length > 0) patch("imports", { last: { name, folder, files: done, beside: written } });
      const [first] = files;
      if (first !== undefined && done.length > 0) await get().actions.openFile(first.path);
      return isWhole;
    },
    async undoImport() {
      const { last } = get().imports;
      if (last === undefined || last.folder !== get().workspace.info?.folder) return [];
      patch("imports", { last: undefined });
      const kept: string[] = [];
      for (const file of [...last.files].reverse()) {
        if ((await textNow(context, file.path)) !== file.text) kept.push(file.path);
        else if (file.before === undefined) await get().actions.deleteFile(file.path);
        else await change(context, file.path, file.before);
      }
      for (const file of [...last.beside].reverse()) {
        await attempt(context, async () => {
          if (!(await takeBack(context, file))) kept.push(file.path);
        });
      }
      return kept;
    },
    dismissImport: () => patch("imports", { last: undefined }),
  };
}

/** Makes or changes a file; gives what it was, undefined for nothing. */
async function put(
  context: SliceContext,
  { path, text }: ImportedFile,
): Promise<{ readonly text: string } | "failed" | undefined> {
  const { actions, workspace } = context.get();
  const isThere = workspace.info?.files.some((file) => file.path === path) ?? false;
  if (!isThere) return (await actions.createFile(path, text)) ? undefined : "failed";
  const before = await textNow(context, path);
  if (before === undefined) return "failed";
  if (before !== text) await change(context, path, text);
  return { text: before };
}

/** Writes a file over whatever is there; gives what that was. */
async function writeAtOnce({ api, get }: SliceContext, { path, text }: ImportedFile): Promise<Done> {
  const { info } = get().workspace;
  const folder = info?.folder;
  const isThere = info?.files.some((file) => file.path === path) ?? false;
  const before = isThere ? await api.readFile(path) : undefined;
  if (before?.text !== text) await api.writeFile({ path, text, baseRevision: before?.revision ?? null, folder });
  return { path, text, before: before?.text };
}

/** False when somebody has changed the file since. */
async function takeBack({ api, get }: SliceContext, { path, text, before }: Done): Promise<boolean> {
  const folder = get().workspace.info?.folder ?? "";
  const now = await api.readFile(path);
  if (now.text !== text) return false;
  if (before === undefined) await api.deleteFile({ path, folder });
  else await api.writeFile({ path, text: before, baseRevision: now.revision, folder });
  return true;
}

/** The text of a file as it is in its tab, which is opened. */
async function textNow({ get }: SliceContext, path: string): Promise<string | undefined> {
  if (get().workspace.info?.files.some((file) => file.path === path) !== true) return undefined;
  await get().actions.openFile(path);
  return get().workspace.files.find((file) => file.path === path)?.text;
}

async function change({ get }: SliceContext, path: string, text: string): Promise<void> {
  const now = get().workspace.files.find((file) => file.path === path)?.text ?? "";
  const start = { offset: 0, line: 1, column: 1 };
  const whole: TextEdit = { range: { file: path, start, end: { ...start, offset: now.length } }, text };
  await get().actions.changeTexts([whole]);
}
