/** The workspace as the language service sees it: the texts of the page, over what the disk has. */
import type { CorefileFiles } from "../../lib/corefile/imports/files.ts";
import { filesInMemory } from "../../lib/corefile/imports/files-in-memory.ts";
import { reachOf } from "../../lib/language/corefile/reach.ts";
import { LanguageService } from "../../lib/language/service.ts";
import type { LanguageWorkspace } from "../../lib/language/workspace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { directivesOf } from "../../lib/profiles/profile.ts";
import { hasEdits, isGone } from "../../lib/studio/files/open-file.ts";
import { presentPaths } from "../../lib/studio/files/workspace-slice.ts";
import type { StudioStore } from "../../lib/studio/store.ts";
import { KnownSettings } from "../../lib/studio-settings/known-settings.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import { FileTexts } from "./file-texts.ts";

/** Asks the language service about the workspace. */
export interface WorkspaceReader {
  readonly service: LanguageService;
  /** The workspace at this moment, once the files that the Corefile reaches are here. */
  workspace(): Promise<LanguageWorkspace>;
  /** What a question gives once all files that it looks into are here. */
  whenRead<Answer>(question: (workspace: LanguageWorkspace) => Answer): Promise<Answer>;
  /** The same at once, without texts that are still on their way. */
  workspaceNow(): LanguageWorkspace;
}

/** Texts that an editor holds, which may be ahead of the store's; undefined for those that it does not hold. */
export interface LiveTexts {
  text(path: string): string | undefined;
  /** Another value for another text. */
  version(path: string): number | undefined;
}

const NO_LIVE_TEXTS: LiveTexts = { text: () => undefined, version: () => undefined };

/** Imported files may import others: so many times their texts are waited for. */
const MAX_ROUNDS = 8;

/** Makes the workspace out of the store; the same one as long as nothing in it changes. */
export function createWorkspaceReader(store: StudioStore, live: LiveTexts = NO_LIVE_TEXTS): WorkspaceReader {
  const texts = new FileTexts(store);
  const service = new LanguageService();
  const settings = new KnownSettings();
  let made: { readonly key: readonly unknown[]; readonly workspace: LanguageWorkspace } | undefined;
  const make = (): LanguageWorkspace => ({ service, ...factsOf({ live, store, texts, settings }) });
  const workspaceNow = (): LanguageWorkspace => {
    const key = stateKey(live, store, texts);
    if (made === undefined || !isSame(made.key, key)) made = { key, workspace: make() };
    return made.workspace;
  };
  const whenRead: WorkspaceReader["whenRead"] = async (question) => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const answer = question(workspaceNow());
      if (!texts.isComing) return answer;
      await texts.settled();
    }
    return question(workspaceNow());
  };
  return {
    service,
    workspaceNow,
    whenRead,
    workspace: () =>
      whenRead((workspace) => {
        reachOf(workspace, workspace.corefile);
        return workspace;
      }),
  };
}

/** All that a workspace is made of; it is the same as long as all of these are. */
function stateKey(live: LiveTexts, store: StudioStore, texts: FileTexts): readonly unknown[] {
  const { workspace } = store.getState();
  const open = workspace.files.flatMap(({ path, text }) => [path, live.version(path) ?? text]);
  return [workspace.info, workspace.kept, texts.version, ...open];
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

interface Known {
  readonly live: LiveTexts;
  readonly store: StudioStore;
  readonly texts: FileTexts;
  readonly settings: KnownSettings;
}

function factsOf({ live, store, texts, settings }: Known): Omit<LanguageWorkspace, "service"> {
  const { info, files: open, kept } = store.getState().workspace;
  // What others deleted is not there, even if its text still is.
  const files = open.filter((file) => !isGone(file) || hasEdits(file));
  const listed = info?.files ?? [];
  const paths = presentPaths(store.getState().workspace);
  const byPath = new Map(listed.map((file) => [file.path, file]));
  const read = (path: string): string | undefined => {
    const inTab = files.find((file) => file.path === path);
    if (inTab !== undefined) return live.text(path) ?? inTab.text;
    const file = byPath.get(path);
    return kept[path]?.text ?? (file === undefined ? undefined : texts.read(file));
  };
  const { environment, release } = settings.in(read(SETTINGS_FILE));
  return {
    corefile: info?.corefile ?? "Corefile",
    files: lazyFiles(paths, read),
    paths,
    environment: { ...info?.environment, ...environment },
    release,
    directives: directivesOf(release, directives),
  };
}

/** Files of which only the names are known until one is read; each is read once. */
function lazyFiles(paths: readonly string[], read: (path: string) => string | undefined): CorefileFiles {
  const names = filesInMemory(Object.fromEntries(paths.map((path) => [path, ""])));
  const known = new Map<string, string | undefined>();
  return {
    ...names,
    read(path) {
      const inside = names.absolute(path).slice(1);
      if (!known.has(inside)) known.set(inside, read(inside));
      return known.get(inside) ?? { error: `open ${path}: no such file or directory` };
    },
  };
}
