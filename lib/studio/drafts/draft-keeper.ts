/** Keeps the unsaved texts of one window: writes what changed since it wrote last, and finds what was left behind. */
import type { DraftChange, DraftStorage } from "./draft-storage.ts";
import type { KeptDraft, UnsavedText } from "./kept-draft.ts";

/** Unsaved texts of a folder by path. */
export type UnsavedTexts = ReadonlyMap<string, UnsavedText>;

/** What is kept of a folder when a window comes to it. */
export interface FoundDrafts {
  /** Texts that this very window had before it was loaded again; the newest of each file. */
  readonly own: readonly KeptDraft[];
  /** All others, the newest first: they are offered. */
  readonly offers: readonly KeptDraft[];
}

export interface DraftKeeperParts {
  readonly storage: DraftStorage;
  nowMs(): number;
}

/** The drafts of one window. Methods reject when the storage fails; what was not written is tried again with the next call. */
export class DraftKeeper {
  readonly #parts: DraftKeeperParts;
  #window = "";
  #folder: string | undefined;
  /** What this window has in the storage, by path. */
  #written = new Map<string, KeptDraft>();
  /** IDs of those whose last text the storage did not take. */
  readonly #failed = new Set<string>();

  constructor(parts: DraftKeeperParts) {
    this.#parts = parts;
  }

  /** What is kept of a folder. */
  async find(folder: string): Promise<FoundDrafts> {
    const { storage } = this.#parts;
    this.#window = await storage.window();
    const newestFirst = [...(await storage.ofFolder(folder))].sort((a, b) => b.atMs - a.atMs);
    const others = newestFirst.filter(({ id }) => ![...this.#written.values()].some((written) => written.id === id));
    const own = new Map<string, KeptDraft>();
    if (this.#folder === undefined) {
      for (const draft of others) if (draft.window === this.#window && !own.has(draft.path)) own.set(draft.path, draft);
    }
    const isOffered = (draft: KeptDraft): boolean => own.get(draft.path) !== draft;
    return { own: [...own.values()], offers: others.filter(isOffered) };
  }

  /** Leaves the folder there is with its last texts, which become nobody's, and goes on with another. */
  moveTo(folder: string, last: UnsavedTexts, own: readonly KeptDraft[] = []): Promise<void> {
    const { put, remove } = this.#changeTo(last);
    const left = this.#folder === undefined ? [] : [...this.#written.values()].map(nobodys);
    this.#folder = folder;
    this.#written = new Map(own.map((draft) => [draft.path, draft]));
    return this.#write({ put: left.length > 0 ? left : put, remove });
  }

  /** Writes what changed; texts of another folder than the one it is in are passed over. */
  keep(folder: string, texts: UnsavedTexts): Promise<void> {
    return folder === this.#folder ? this.#write(this.#changeTo(texts)) : Promise.resolve();
  }

  /**
   * Makes a draft that was offered this window's own in one step; what this window had of the file until now becomes
   * nobody's and is given back, to be offered.
   */
  async take({ id, path, text, base }: KeptDraft, present: UnsavedText | undefined): Promise<KeptDraft | undefined> {
    const written = this.#written.get(path);
    const before = present === undefined ? undefined : nobodys(this.#draftOf(path, present));
    this.#written.delete(path);
    const taken = this.#draftOf(path, { text, base });
    this.#written.set(path, taken);
    const stale = before === undefined && written !== undefined ? [written.id] : [];
    await this.#write({ put: before === undefined ? [taken] : [taken, before], remove: [id, ...stale] });
    return before;
  }

  /** Forgets drafts that were offered. */
  drop(ids: readonly string[]): Promise<void> {
    return this.#write({ put: [], remove: ids });
  }

  #draftOf(path: string, { text, base }: UnsavedText): KeptDraft {
    const written = this.#written.get(path);
    if (written?.text === text && written.base === base && !this.#failed.has(written.id)) return written;
    const { storage, nowMs } = this.#parts;
    const id = written?.id ?? storage.newId();
    return { format: 1, id, window: this.#window, folder: this.#folder ?? "", path, text, base, atMs: nowMs() };
  }

  #changeTo(texts: UnsavedTexts): DraftChange {
    const remove = [...this.#written].filter(([path]) => !texts.has(path)).map(([, { id }]) => id);
    const put: KeptDraft[] = [];
    for (const [path, text] of texts) {
      const draft = this.#draftOf(path, text);
      if (draft !== this.#written.get(path)) put.push(draft);
    }
    for (const [path] of this.#written) if (!texts.has(path)) this.#written.delete(path);
    for (const draft of put) this.#written.set(draft.path, draft);
    return { put, remove };
  }

  async #write(change: DraftChange): Promise<void> {
    if (change.put.length + change.remove.length === 0) return;
    const ids = change.put.map(({ id }) => id);
    for (const id of ids) this.#failed.delete(id);
    try {
      await this.#parts.storage.write(change);
    } catch (error) {
      for (const id of ids) this.#failed.add(id);
      throw error;
    }
  }
}

function nobodys(draft: KeptDraft): KeptDraft {
  return { ...draft, window: "" };
}
