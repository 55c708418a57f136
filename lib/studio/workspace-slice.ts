/** The folder that is open, the files in tabs, and the texts that are not saved yet. */
import type { Drafts } from "../api/check.ts";
import type { Failure } from "../api/failure.ts";
import type { ExamplesReply, OpenRequest, Workspace } from "../api/workspace.ts";
import { ApiError, failureOf } from "./api-client.ts";
import { changedFiles } from "./changed-files.ts";
import { baseOf, isDirty, type OpenFile, withDisk, withSaved, withText } from "./open-file.ts";
import type { SliceContext } from "./slice.ts";

/** An example that ships with the studio. */
export type Example = ExamplesReply["examples"][number];

export interface WorkspaceState {
  /** Undefined until the server told. */
  readonly info: Workspace | undefined;
  readonly files: readonly OpenFile[];
  readonly activePath: string | undefined;
  /** Goes up with every edit of any file; an answer remembers it to know that it is stale. */
  readonly version: number;
  /** Goes up when a text changed from outside the editor, so that the editor takes it over. */
  readonly outsideVersion: number;
  /** Milliseconds since the epoch; undefined before the first save. */
  readonly savedAtMs: number | undefined;
  /** What the last operation on files failed with. */
  readonly failure: Failure | undefined;
  /** Unsaved texts of files that are not in a tab: of closed tabs, and of an earlier visit. */
  readonly kept: Drafts;
  /** The examples that can be opened; empty until the server told. */
  readonly examples: readonly Example[];
  /** The folder that `kept` belongs to. */
  readonly keptFolder: string;
}

export const INITIAL_WORKSPACE: WorkspaceState = {
  info: undefined,
  files: [],
  activePath: undefined,
  version: 0,
  outsideVersion: 0,
  savedAtMs: undefined,
  failure: undefined,
  kept: {},
  examples: [],
  keptFolder: "",
};

export interface WorkspaceActions {
  /** Reads the workspace and opens its Corefile and the tabs of the last visit. */
  loadWorkspace(tabs?: readonly string[]): Promise<void>;
  /** Opens the sample, an example, or the folder again. Unsaved texts of the old one are dropped. */
  openWorkspace(request: OpenRequest): Promise<boolean>;
  loadExamples(): Promise<void>;
  openFile(path: string): Promise<void>;
  closeFile(path: string): void;
  editFile(path: string, text: string): void;
  saveFile(path: string): Promise<boolean>;
  revertFile(path: string): void;
  createFile(path: string, text?: string): Promise<boolean>;
  renameFile(from: string, to: string): Promise<boolean>;
  deleteFile(path: string): Promise<boolean>;
  /** Takes over what the server tells of the folder; clean tabs whose file changed are read again, all is checked again. */
  takeWorkspace(info: Workspace, changed: readonly string[]): Promise<void>;
  dismissWorkspaceFailure(): void;
}

/** The example that is open, if one is. */
export function openExample({ info, examples }: WorkspaceState): Example | undefined {
  return info?.origin === "example" ? examples.find(({ name }) => name === info.name) : undefined;
}

/** A file's path inside the workspace, when it came as the disk has it. */
export function workspacePath(file: string, info: Workspace | undefined): string {
  const prefix = info === undefined ? undefined : `${info.folder}/`;
  if (prefix !== undefined && file.startsWith(prefix)) return file.slice(prefix.length);
  return file.startsWith("./") ? file.slice(2) : file;
}

/** Unsaved texts by path, as check and apply take them. */
export function draftsOf({ files, kept }: WorkspaceState): Drafts {
  const drafts: Drafts = { ...kept };
  for (const file of files) if (isDirty(file)) drafts[file.path] = file.text;
  return drafts;
}

/** True when a file of the folder has a text that is not on the disk, in a tab or kept. */
export function hasDraft({ files, kept }: WorkspaceState, path: string): boolean {
  return kept[path] !== undefined || files.some((file) => file.path === path && isDirty(file));
}

/** The paths of the files of the folder whose texts are not on the disk. */
export function draftPaths(workspace: WorkspaceState): readonly string[] {
  return (workspace.info?.files ?? []).map(({ path }) => path).filter((path) => hasDraft(workspace, path));
}

/** The path of the Corefile, and its text when it is open. */
export function corefileOf({
  info,
  files,
}: WorkspaceState): { readonly path: string; readonly text: string } | undefined {
  if (info === undefined) return undefined;
  const file = files.find(({ path }) => path === info.corefile);
  return file === undefined ? undefined : { path: file.path, text: file.text };
}

/** Makes the workspace's actions. */
export function createWorkspaceActions(context: SliceContext): WorkspaceActions {
  const { get, patch } = context;
  return {
    ...createFileActions(context),
    async loadWorkspace(tabs = []) {
      await attempt(context, async () => {
        const info = await context.api.workspace();
        if (info.folder !== get().workspace.keptFolder) patch("workspace", { kept: {} });
        await enterWorkspace(context, info, tabs);
      });
    },
    async loadExamples() {
      // Without the list the sample is still there.
      const reply = await context.api.examples().catch(() => undefined);
      if (reply !== undefined) patch("workspace", { examples: reply.examples });
    },
    openWorkspace: (request) =>
      attempt(context, async () => {
        const info = await context.api.open(request);
        // Answers speak of the workspace that was open.
        patch("answers", { list: [], selectedId: undefined, selectedStep: undefined });
        patch("workspace", { files: [], activePath: undefined, kept: {} });
        await enterWorkspace(context, info, []);
        patch("workspace", { outsideVersion: get().workspace.outsideVersion + 1 });
        bump(context);
      }),
    async takeWorkspace(info, changed) {
      const before = get().workspace.info;
      patch("workspace", { info });
      if (before === undefined || before.folder !== info.folder) return;
      // A change before the stream of events began is only seen in the listing.
      const paths = new Set([...changed, ...changedFiles(before, info)]);
      await Promise.all([...paths].map((path) => readAgain(context, path)));
      // A text that is in no tab may be one that the Corefile is read with: an import, a zone file, studio.yaml.
      const open = new Set(get().workspace.files.map(({ path }) => path));
      if ([...paths].some((path) => !open.has(path))) bump(context);
    },
    dismissWorkspaceFailure: () => patch("workspace", { failure: undefined }),
  };
}

type FileActions = Omit<
  WorkspaceActions,
  "loadWorkspace" | "loadExamples" | "openWorkspace" | "takeWorkspace" | "dismissWorkspaceFailure"
>;

function createFileActions(context: SliceContext): FileActions {
  const { get, patch, api } = context;
  return {
    openFile: async (path) => {
      await attempt(context, () => showFile(context, path));
    },
    closeFile: (path) => closeFile(context, path),
    editFile(path, text) {
      const { files, version } = get().workspace;
      if (files.find((file) => file.path === path)?.text === text) return;
      const edited = files.map((file) => (file.path === path ? withText(file, text) : file));
      patch("workspace", { files: edited, version: version + 1 });
    },
    saveFile: (path) => attempt(context, () => save(context, path)),
    revertFile(path) {
      replaceFile(context, path, (file) => withText(file, file.savedText));
      patch("workspace", { outsideVersion: get().workspace.outsideVersion + 1 });
      bump(context);
    },
    createFile: (path, text = "") =>
      attempt(context, async () => {
        const { workspace: info, revision } = await api.writeFile({ path, text, baseRevision: null });
        const file = { path, text, savedText: text, revision: revision ?? null };
        patch("workspace", { info, files: [...get().workspace.files, file], activePath: path });
        bump(context);
      }),
    renameFile: (from, to) =>
      attempt(context, async () => {
        const { workspace: info } = await api.renameFile({ from, to });
        const { activePath } = get().workspace;
        replaceFile(context, from, (file) => ({ ...file, path: to }));
        patch("workspace", { info, activePath: activePath === from ? to : activePath });
        bump(context);
      }),
    deleteFile: (path) =>
      attempt(context, async () => {
        const { workspace: info } = await api.deleteFile(path);
        closeFile(context, path);
        const { [path]: _gone, ...kept } = get().workspace.kept;
        patch("workspace", { info, kept });
        bump(context);
      }),
  };
}

/** Runs a task; a failure of it becomes state, and `false`. */
async function attempt({ patch }: SliceContext, task: () => Promise<void>): Promise<boolean> {
  try {
    await task();
    patch("workspace", { failure: undefined });
    return true;
  } catch (thrown) {
    patch("workspace", { failure: failureOf(thrown) });
    return false;
  }
}

function bump({ get, patch }: SliceContext): void {
  patch("workspace", { version: get().workspace.version + 1 });
}

function replaceFile({ get, patch }: SliceContext, path: string, change: (file: OpenFile) => OpenFile): void {
  patch("workspace", { files: get().workspace.files.map((file) => (file.path === path ? change(file) : file)) });
}

async function enterWorkspace(context: SliceContext, info: Workspace, tabs: readonly string[]): Promise<void> {
  context.patch("workspace", { info, keptFolder: info.folder });
  const listed = new Set(info.files.map(({ path }) => path));
  const wanted = [info.corefile, ...tabs.filter((path) => path !== info.corefile)].filter((path) => listed.has(path));
  for (const path of wanted) await addFile(context, path);
  context.patch("workspace", { activePath: wanted[0] });
}

async function showFile(context: SliceContext, path: string): Promise<void> {
  await addFile(context, path);
  context.patch("workspace", { activePath: path });
}

/** Reads a file into a tab, unless it is there; an unsaved text of an earlier visit stands over it. */
export async function addFile({ get, patch, api }: SliceContext, path: string): Promise<void> {
  if (get().workspace.files.some((file) => file.path === path)) return;
  const { text, revision } = await api.readFile(path);
  const { files, kept } = get().workspace;
  if (files.some((file) => file.path === path)) return;
  const { [path]: keptText, ...stillKept } = kept;
  patch("workspace", {
    files: [...files, { path, text: keptText ?? text, savedText: text, revision }],
    kept: stillKept,
  });
}

/** Closes a tab, keeping its unsaved text; the tab beside it comes to the front. */
function closeFile({ get, patch }: SliceContext, path: string): void {
  const { files, activePath, kept } = get().workspace;
  const index = files.findIndex((file) => file.path === path);
  const file = files[index];
  if (file !== undefined && isDirty(file)) patch("workspace", { kept: { ...kept, [path]: file.text } });
  const rest = files.filter((file) => file.path !== path);
  const beside = rest[Math.min(index, rest.length - 1)];
  patch("workspace", { files: rest, activePath: activePath === path ? beside?.path : activePath });
}

async function save(context: SliceContext, path: string): Promise<void> {
  const file = context.get().workspace.files.find((open) => open.path === path);
  if (file === undefined) return;
  const { text } = file;
  const { revision, workspace: info } = await context.api
    .writeFile({ path, text, baseRevision: baseOf(file) })
    .catch(explainConflict);
  replaceFile(context, path, (open) => withSaved(open, text, revision ?? null));
  context.patch("workspace", { info, savedAtMs: context.nowMs() });
}

function explainConflict(thrown: unknown): never {
  if (thrown instanceof ApiError && thrown.status === 409) {
    throw new ApiError(409, {
      error: thrown.failure.error,
      help: "Another program changed this file. Copy your text, revert the tab to read it again, and paste.",
    });
  }
  throw thrown;
}

/** Reads a tab's file again after a change from outside; a text with unsaved edits is left alone. */
async function readAgain(context: SliceContext, path: string): Promise<void> {
  const file = context.get().workspace.files.find((open) => open.path === path);
  if (file === undefined) return;
  const read = await context.api.readFile(path).catch(() => undefined);
  if (read === undefined || read.revision === file.revision) return;
  const wasDirty = isDirty(file);
  replaceFile(context, path, (open) => withDisk(open, read));
  if (wasDirty) return;
  context.patch("workspace", { outsideVersion: context.get().workspace.outsideVersion + 1 });
  bump(context);
}
