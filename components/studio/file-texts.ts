/** Texts of files that are in no tab, fetched when a question first wants them. */
import type { Workspace } from "../../lib/api/workspace.ts";
import type { StudioStore } from "../../lib/studio/store.ts";

/** Longer files are neither looked into nor shown. */
const MAX_BYTES = 512 * 1024;

/** Keeps texts for as long as the listing tells the same time of change. */
export class FileTexts {
  readonly #store: StudioStore;
  readonly #texts = new Map<string, { readonly stamp: string; readonly text: string | undefined }>();
  readonly #coming = new Map<string, Promise<void>>();
  /** Goes up with every text that came. */
  version = 0;

  constructor(store: StudioStore) {
    this.#store = store;
  }

  /** True while texts that were asked for are on their way. */
  get isComing(): boolean {
    return this.#coming.size > 0;
  }

  /** Waits for all texts that are on their way. */
  async settled(): Promise<void> {
    await Promise.all(this.#coming.values());
  }

  /** The text of a listed file; undefined while it is on its way, and for what cannot be read. */
  read(file: Workspace["files"][number]): string | undefined {
    if (!file.isText || file.sizeBytes > MAX_BYTES) return undefined;
    const stamp = `${file.modifiedMs} ${file.sizeBytes}`;
    const known = this.#texts.get(file.path);
    if (known?.stamp === stamp) return known.text;
    if (!this.#coming.has(file.path)) this.#coming.set(file.path, this.#fetch(file.path, stamp));
    return known?.text;
  }

  async #fetch(path: string, stamp: string): Promise<void> {
    const text = await this.#store.getState().actions.readText(path);
    this.#texts.set(path, { stamp, text });
    this.#coming.delete(path);
    this.version += 1;
  }
}
