/** Where drafts are kept: the port, and a keeping that lasts as long as the page. */
import type { KeptDraft } from "./kept-draft.ts";

/** A change of what is kept; all of it is done, or nothing. */
export interface DraftChange {
  readonly put: readonly KeptDraft[];
  /** IDs. */
  readonly remove: readonly string[];
}

/** Drafts of all folders and windows. Methods reject when the storage fails or is full. */
export interface DraftStorage {
  /** An ID that nobody else makes. */
  newId(): string;
  /** The name of this window; another load of the same window has the same. */
  window(): Promise<string>;
  /** The drafts of a folder, without those of other windows that are still open. */
  ofFolder(folder: string): Promise<readonly KeptDraft[]>;
  /** Begins to write before it returns, so that a page that goes away may call it. */
  write(change: DraftChange): Promise<void>;
}

/** Drafts that last as long as the page does. */
export function draftsInMemory(window = "window"): DraftStorage {
  const kept = new Map<string, KeptDraft>();
  let made = 0;
  return {
    newId() {
      made += 1;
      return `${window} ${made}`;
    },
    window: async () => window,
    ofFolder: async (folder) => [...kept.values()].filter((draft) => draft.folder === folder),
    async write({ put, remove }) {
      for (const id of remove) kept.delete(id);
      for (const draft of put) kept.set(draft.id, draft);
    },
  };
}
