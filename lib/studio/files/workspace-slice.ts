/** The folder that is open, the files in tabs, and the texts that are not saved yet. */
import type { Drafts } from "../../api/check.ts";
import type { Failure } from "../../api/failure.ts";
import type { OpenRequest } from "../../api/open-workspace.ts";
import type { ExamplesReply, Workspace } from "../../api/workspace.ts";
import { attempt } from "../attempt.ts";
import type { UnsavedText } from "../drafts/kept-draft.ts";
import type { SliceContext } from "../slice.ts";
import { enterFolder } from "./enter-folder.ts";
import { createFileActions, type FileActions } from "./file-actions.ts";
import { hasEdits, isDirty, type OpenFile } from "./open-file.ts";
import { followFolder } from "./outside-changes.ts";

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
  /** What happened to the folder that the user should know; it asks for nothing. */
  readonly notice: string | undefined;
  /** Unsaved texts of closed tabs, by path. */
  readonly kept: Readonly<Record<string, UnsavedText>>;
  /** The examples that can be opened; empty until the server told. */
  readonly examples: readonly Example[];
  /** Names of the copies that the user made of what was shared. */
  readonly copies: readonly string[];
  /** The release of CoreDNS that its settings name; the newest without it. */
  readonly release: string | undefined;
}

export const INITIAL_WORKSPACE: WorkspaceState = {
  info: undefined,
  files: [],
  activePath: undefined,
  version: 0,
  outsideVersion: 0,
  savedAtMs: undefined,
  failure: undefined,
  notice: undefined,
  kept: {},
  examples: [],
  copies: [],
  release: undefined,
};

export interface WorkspaceActions extends FileActions {
  /** Reads the workspace and opens its Corefile and the tabs of the last visit. */
  loadWorkspace(tabs?: readonly string[]): Promise<void>;
  /** Opens the sample, an example, or the folder again. Unsaved texts of the old one are kept and offered on coming back. */
  openWorkspace(request: OpenRequest): Promise<boolean>;
  loadExamples(): Promise<void>;
  /** Takes over what the server tells of the folder; clean tabs whose file changed are read again, all is checked again. */
  takeWorkspace(info: Workspace, changed: readonly string[]): Promise<void>;
  takeRelease(release: string | undefined): void;
  dismissWorkspaceFailure(): void;
  dismissNotice(): void;
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

/** Unsaved texts by path, as check and apply take them; a file that others deleted is not there for CoreDNS either. */
export function draftsOf({ files, kept }: WorkspaceState): Drafts {
  const drafts: Drafts = {};
  for (const [path, { text }] of Object.entries(kept)) drafts[path] = text;
  for (const file of files) if (hasEdits(file)) drafts[file.path] = file.text;
  return drafts;
}

/** True when a file has a text that is not on the disk, in a tab or kept. */
export function hasDraft({ files, kept }: WorkspaceState, path: string): boolean {
  return kept[path] !== undefined || files.some((file) => file.path === path && isDirty(file));
}

/** All paths that can be opened: those of the folder, and those that only have an unsaved text. */
export function openablePaths({ info, files, kept }: WorkspaceState): readonly string[] {
  const listed = (info?.files ?? []).map(({ path }) => path);
  return [...new Set([...listed, ...files.map(({ path }) => path), ...Object.keys(kept)])];
}

/** The paths of all files that there are for CoreDNS: on the disk, or with a draft that stands in for one. */
export function presentPaths(workspace: WorkspaceState): readonly string[] {
  const listed = (workspace.info?.files ?? []).map(({ path }) => path);
  return [...new Set([...listed, ...Object.keys(draftsOf(workspace))])];
}

/** The paths of files whose texts are not on the disk. */
export function draftPaths(workspace: WorkspaceState): readonly string[] {
  return openablePaths(workspace).filter((path) => hasDraft(workspace, path));
}

/** The text of a file as the page has it: in a tab, or kept of one that was closed; undefined where only the disk has one. */
export function textHere({ files, kept }: Pick<WorkspaceState, "files" | "kept">, path: string): string | undefined {
  return files.find((file) => file.path === path)?.text ?? kept[path]?.text;
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
  /** While this window opens a folder, what the server tells of it waits for the reply. */
  let isOpening = false;
  let opening: Promise<unknown> = Promise.resolve();
  return {
    ...createFileActions(context),
    async loadWorkspace(tabs = []) {
      await attempt(context, async () => enterFolder(context, await context.api.workspace(), tabs));
    },
    async loadExamples() {
      // Without the list the sample is still there.
      const reply = await context.api.examples().catch(() => undefined);
      if (reply !== undefined) patch("workspace", { examples: reply.examples, copies: reply.copies });
    },
    openWorkspace(request) {
      // One after the other: the one that was wanted last is the one that stays.
      const opened = opening.then(() =>
        attempt(context, async () => {
          isOpening = true;
          const before = get().workspace.info?.folder;
          try {
            const info = await context.api.open(request);
            if (info.folder === before) await followFolder(context, info, []);
            else await enterOther(context, info);
            patch("workspace", { notice: undefined });
          } finally {
            isOpening = false;
          }
        }),
      );
      opening = opened;
      return opened;
    },
    async takeWorkspace(info, changed) {
      const before = get().workspace.info;
      if (before === undefined || before.folder === info.folder) await followFolder(context, info, changed);
      else if (!isOpening) {
        await attempt(context, () => enterOther(context, info));
        patch("workspace", { notice: `Another window opened ${info.name}. Unsaved texts of ${before.name} are kept.` });
      }
    },
    takeRelease(release) {
      if (get().workspace.release !== release) patch("workspace", { release });
    },
    dismissWorkspaceFailure: () => patch("workspace", { failure: undefined }),
    dismissNotice: () => patch("workspace", { notice: undefined }),
  };
}

/** Answers speak of the workspace that was open. */
async function enterOther(context: SliceContext, info: Workspace): Promise<void> {
  context.patch("answers", { list: [], selectedId: undefined, selectedStep: undefined });
  await enterFolder(context, info, []);
}
