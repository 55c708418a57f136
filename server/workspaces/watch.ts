/**
 * Hearing of changes in a folder that others made: the system's own notices for each folder that is listed, and a look now
 * and then, which finds what the system does not tell (another folder in the root's place, network drives) and stands in
 * for it where it has no more watches to give.
 */
import { type FSWatcher, watch } from "node:fs";
import { join, sep } from "node:path";
import { codeOf } from "./error-code.ts";
import { identityOf } from "./listing.ts";
import { isSkippedName } from "./workspace-path.ts";

export interface WatchOptions {
  /** The folder's real path. */
  readonly root: string;
  /** Called soon after something happened to these paths below the root; a call need not mean a change. */
  onNotice(paths: ReadonlySet<string>): void;
  /** Called now and then: anything may have changed. */
  onLook(): void;
  /** Whether one watch is told of all folders below; where the system has no such watch, each folder has its own. */
  readonly coversBelow?: boolean;
  /** Told once when the system has no more watches to give. */
  say(line: string): void;
}

/** Editors write in several steps; one notice after this pause tells of all of them. */
const PAUSE_MS = 80;
/** Whoever writes without a pause is told of all the same. */
const PATIENCE_MS = 500;
const LOOK_EVERY_MS = 2000;
/** With notices a whole look is for what they miss. */
const LOOKS_PER_WHOLE_LOOK = 15;

interface Watched {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

/** Watches the folders that it is told of. */
export class FolderWatch {
  readonly #options: WatchOptions;
  readonly #coversBelow: boolean;
  readonly #watched = new Map<string, Watched>();
  readonly #looking: NodeJS.Timeout;
  #noticed = new Set<string>();
  #pause: NodeJS.Timeout | undefined;
  #firstNoticeMs = 0;
  #looks = 0;
  #root: string | undefined;
  #isOutOfWatches = false;
  #isClosed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#coversBelow = options.coversBelow ?? ["darwin", "win32"].includes(process.platform);
    this.#root = identityOf(options.root);
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#looking.unref();
  }

  /** True while the system tells of changes in all folders that are followed. */
  get isTold(): boolean {
    return !this.#isOutOfWatches;
  }

  /** How many watches of the system are in use. */
  get size(): number {
    return this.#watched.size;
  }

  /** Watches these folders and no others: paths below the root with what tells each from another in its place. */
  follow(folders: ReadonlyMap<string, string>): void {
    if (this.#isClosed || this.#isOutOfWatches) return;
    for (const [path, { identity, watcher }] of this.#watched) {
      if (folders.get(path) === identity) continue;
      watcher.close();
      this.#watched.delete(path);
    }
    for (const [path, identity] of folders) {
      if (!this.#watched.has(path) && (path === "" || !this.#coversBelow)) this.#start(path, identity);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#stopAll();
    clearTimeout(this.#pause);
    clearInterval(this.#looking);
  }

  #start(path: string, identity: string): void {
    if (this.#isOutOfWatches) return;
    try {
      const how = { persistent: false, recursive: this.#coversBelow };
      const watcher = watch(join(this.#options.root, path), how, (_, name) => {
        const names = name === null ? [] : name.split(sep);
        if (!names.some(isSkippedName)) this.#notice([path, ...names].filter(Boolean).join("/"));
      });
      watcher.on("error", () => this.#notice(path));
      this.#watched.set(path, { watcher, identity });
      // What happened since the folder was listed was not told.
      this.#notice(path);
    } catch (error) {
      // A folder that went away or may not be read is a matter of the listing.
      if (["ENOSPC", "EMFILE", "ENFILE"].includes(codeOf(error))) this.#giveUp(codeOf(error));
    }
  }

  #giveUp(code: string): void {
    this.#isOutOfWatches = true;
    this.#stopAll();
    const reason = code === "ENOSPC" ? "the system has no more watches" : "too many files are open";
    this.#options.say(`cannot watch ${this.#options.root}: ${reason}; it is checked every ${LOOK_EVERY_MS / 1000} s`);
  }

  #stopAll(): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #notice(path: string): void {
    if (this.#isClosed) return;
    if (this.#noticed.size === 0) this.#firstNoticeMs = performance.now();
    this.#noticed.add(path);
    const patience = this.#firstNoticeMs + PATIENCE_MS - performance.now();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#tell(), Math.max(0, Math.min(PAUSE_MS, patience)));
    this.#pause.unref();
  }

  #tell(): void {
    const noticed = this.#noticed;
    this.#noticed = new Set();
    this.#options.onNotice(noticed);
  }

  #look(): void {
    this.#looks += 1;
    const root = identityOf(this.#options.root);
    const isAnother = root !== this.#root;
    this.#root = root;
    if (isAnother || this.#isOutOfWatches || this.#looks % LOOKS_PER_WHOLE_LOOK === 0) this.#options.onLook();
  }
}
