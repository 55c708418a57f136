/** Drafts that were left behind in the folder that is open, and whether this browser keeps them at all. */
import { attempt } from "../attempt.ts";
import { baseOf, isDirty, laidOver } from "../files/open-file.ts";
import { addFile, bumpOutside, readDisk, replaceFile } from "../files/tabs.ts";
import type { WorkspaceState } from "../files/workspace-slice.ts";
import type { SliceContext } from "../slice.ts";
import type { KeptDraft, UnsavedText } from "./kept-draft.ts";

export interface DraftsState {
  /** The newest first. */
  readonly offers: readonly KeptDraft[];
  /** Why the browser does not keep drafts; told once in the life of a page. */
  readonly failure: string | undefined;
  readonly wasTold: boolean;
}

export const INITIAL_DRAFTS: DraftsState = { offers: [], failure: undefined, wasTold: false };

export interface DraftsActions {
  /** Writes the unsaved texts to the browser's storage as far as they changed; begins before it returns. */
  keepDrafts(): Promise<void>;
  /** Looks for drafts that other windows left behind since. */
  lookForDrafts(): Promise<void>;
  /** Lays a draft over its file; what was unsaved there until now is offered in its place. */
  takeOffer(id: string): Promise<void>;
  dropOffer(id: string): void;
  dismissDraftsFailure(): void;
}

/** Everything that is not on the disk, of tabs and of closed tabs. */
export function unsavedTexts({ files, kept }: WorkspaceState): ReadonlyMap<string, UnsavedText> {
  const texts = new Map<string, UnsavedText>(Object.entries(kept));
  for (const file of files) if (isDirty(file)) texts.set(file.path, { text: file.text, base: baseOf(file) });
  return texts;
}

/** The offer to show: of the file in front, else of any other. */
export function offerToShow({ offers }: DraftsState, activePath: string | undefined): KeptDraft | undefined {
  return offers.find(({ path }) => path === activePath) ?? offers[0];
}

/** Runs a task on the storage; the first failure is told. */
export async function withStorage<Value>(
  { get, patch }: SliceContext,
  task: Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await task;
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message.replace(/\.$/, "") : String(thrown);
    const failure = `This browser does not keep drafts (${because}). Save your texts before you close the page.`;
    if (!get().drafts.wasTold) patch("drafts", { failure, wasTold: true });
    return undefined;
  }
}

/** Forgets offers that are what the disk has. */
export function dropEqualOffers(context: SliceContext, path: string, diskText: string | undefined): void {
  const equal = context.get().drafts.offers.filter((offer) => offer.path === path && offer.text === diskText);
  for (const { id } of equal) context.get().actions.dropOffer(id);
}

/** The drafts that are not what the disk has; those that are, are forgotten. */
export async function withoutEqual(context: SliceContext, drafts: readonly KeptDraft[]): Promise<readonly KeptDraft[]> {
  const equal = await Promise.all(
    drafts.map(async ({ path, text }) => {
      const disk = await readDisk(context, path).catch(() => undefined);
      return disk?.text === text;
    }),
  );
  const ids = drafts.filter((_, index) => equal[index]).map(({ id }) => id);
  if (ids.length > 0) void withStorage(context, context.drafts.drop(ids));
  return drafts.filter(({ id }) => !ids.includes(id));
}

/** Makes the drafts' actions. */
export function createDraftsActions(context: SliceContext): DraftsActions {
  const { get, patch, drafts } = context;
  const withoutOffer = (id: string) => get().drafts.offers.filter((offer) => offer.id !== id);
  return {
    async keepDrafts() {
      const { workspace } = get();
      if (workspace.info === undefined) return;
      await withStorage(context, drafts.keep(workspace.info.folder, unsavedTexts(workspace)));
    },
    async lookForDrafts() {
      const { info } = get().workspace;
      if (info === undefined) return;
      const found = await withStorage(context, drafts.find(info.folder));
      const offers = await withoutEqual(context, found?.offers ?? []);
      if (found !== undefined && get().workspace.info?.folder === info.folder) patch("drafts", { offers });
    },
    async takeOffer(id) {
      const offer = get().drafts.offers.find((one) => one.id === id);
      if (offer === undefined) return;
      const { path } = offer;
      const isThere = await attempt(context, () => addFile(context, path, get().workspace.kept[path] ?? offer));
      if (!isThere) return;
      const file = get().workspace.files.find((open) => open.path === path);
      if (file === undefined) return;
      const isReplaced = isDirty(file) && file.text !== offer.text;
      const present = isReplaced ? { text: file.text, base: baseOf(file) } : undefined;
      patch("drafts", { offers: withoutOffer(id) });
      replaceFile(context, path, ({ savedText, revision }) =>
        laidOver(path, revision === null ? undefined : { path, text: savedText, revision }, offer),
      );
      patch("workspace", { activePath: path });
      bumpOutside(context);
      const before = await withStorage(context, drafts.take(offer, present));
      if (before !== undefined) patch("drafts", { offers: [before, ...get().drafts.offers] });
    },
    dropOffer(id) {
      patch("drafts", { offers: withoutOffer(id) });
      void withStorage(context, drafts.drop([id]));
    },
    dismissDraftsFailure: () => patch("drafts", { failure: undefined }),
  };
}
