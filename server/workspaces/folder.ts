/** A workspace on the disk: list, read, write, rename, delete, and hear of changes that others made. */
import { lstatSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  type FileReply,
  MAX_FILE_BYTES,
  type RenameRequest,
  type Workspace,
  type WorkspaceFile,
  type WriteFileRequest,
} from "../../lib/api/workspace.ts";
import { withFileLock } from "./file-lock.ts";
import { cleanLeftovers } from "./leftovers.ts";
import { identityOf, Listing } from "./listing.ts";
import { Refusal } from "./refusal.ts";
import { replaceFile } from "./replace-file.ts";
import {
  asRefusal,
  attempt,
  readStoredText,
  requireFile,
  requireRevision,
  revisionOf,
  type Stored,
} from "./stored-text.ts";
import { FolderWatch } from "./watch.ts";
import { placeInWorkspace } from "./workspace-path.ts";

/** Told after a change, with the paths that changed. */
export type ChangeListener = (workspace: Workspace, changed: readonly string[]) => void;

export interface FolderOptions {
  readonly origin: Workspace["origin"];
  /** What people call it; the folder's name if left out. */
  readonly name?: string;
  readonly corefile?: string;
  /** True when the studio was started on a folder, this one or another. */
  readonly hasHome?: boolean;
  /** Told what the user of this machine should know; standard error if left out. */
  readonly say?: (line: string) => void;
  /** Refuses changes of its files: they came from somebody else. */
  readonly isReadOnly?: boolean;
  /** The variables of this process that a Corefile in it may see; none if left out. */
  readonly environment?: Workspace["environment"];
}

/** One open folder. */
export class WorkspaceFolder {
  /** The folder's real path. */
  readonly root: string;
  readonly #options: FolderOptions;
  readonly #listeners = new Set<ChangeListener>();
  readonly #listing: Listing;
  #corefile: string;
  #revision = 1;
  #known: ReadonlyMap<string, WorkspaceFile>;
  #watch: FolderWatch | undefined;

  constructor(folder: string, options: FolderOptions) {
    this.root = realpathSync(folder);
    this.#options = options;
    this.#corefile = options.corefile ?? "Corefile";
    this.#listing = new Listing(this.root);
    const { files, own } = this.#listing.read();
    this.#known = byPath(files);
    void this.#clean(own);
  }

  /** The path of the Corefile inside the folder; the file may be missing. */
  get corefile(): string {
    return this.#corefile;
  }

  /** True when its files came from somebody else, who is trusted with nothing of this machine. */
  get isReadOnly(): boolean {
    return this.#options.isReadOnly ?? false;
  }

  /** How many watches of the system are in use. */
  get watches(): number {
    return this.#watch?.size ?? 0;
  }

  /** What is open, for the page. */
  describe(): Workspace {
    if (this.#watch?.isTold !== true) this.#listing.touchAll();
    const { files, isTruncated } = this.#listing.read();
    return {
      name: this.#options.name ?? basename(this.root),
      folder: this.root,
      origin: this.#options.origin,
      ...(this.#options.hasHome === true ? { hasHome: true } : {}),
      ...(this.#options.isReadOnly === true ? { isReadOnly: true } : {}),
      corefile: this.#corefile,
      revision: this.#revision,
      files: [...files],
      ...(identityOf(this.root) === undefined ? { isGone: true } : {}),
      isTruncated,
      environment: this.#options.environment ?? {},
    };
  }

  /** A file's text. Throws a `Refusal` when there is none, or it is no part of the workspace, binary or too large. */
  read(path: string): FileReply {
    const bytes = readStoredText(this.#place(path));
    return { path, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), revision: revisionOf(bytes) };
  }

  /**
   * Writes a file if the disk still has the revision that the text started from, and gives the new one. Of all the studios
   * that write from the same revision, one does; a file that `read` refuses is not written.
   */
  async write({ path, text, baseRevision }: WriteFileRequest): Promise<string> {
    this.#requireOwn(path);
    const contents = Buffer.from(text, "utf8");
    if (contents.length > MAX_FILE_BYTES) {
      const length = `${path} would have ${contents.length} bytes`;
      throw new Refusal(413, length, `A file may have at most ${MAX_FILE_BYTES} bytes.`);
    }
    const stored = this.#place(path);
    const existing = statSync(stored.real, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Refusal(409, `${path} is a folder`, "Choose another name.");
    if (existing !== undefined) requireFile(stored);
    if (existing === undefined) {
      requireRevision(stored, baseRevision);
      attempt(`write ${path}`, () => mkdirSync(dirname(stored.real), { recursive: true }));
    }
    const confirm = (): void => requireRevision(stored, baseRevision);
    await this.#locked(`write ${path}`, [stored.real], () => {
      replaceFile({ target: stored.real, contents, confirm });
    });
    this.#noteChanges([path]);
    return revisionOf(contents);
  }

  /** Renames a file; the target must not exist. */
  async rename({ from, to }: RenameRequest): Promise<void> {
    this.#requireOwn(from);
    const source = this.#place(from);
    const target = this.#place(to);
    requireFile(source);
    requireNothing(target);
    attempt(`rename ${from}`, () => mkdirSync(dirname(target.real), { recursive: true }));
    await this.#locked(`rename ${from}`, [source.real, target.real], () => {
      requireFile(source);
      requireNothing(target);
      renameSync(join(this.root, from), target.real);
    });
    if (from === this.#corefile) this.#corefile = to;
    this.#noteChanges([from, to]);
  }

  /** Deletes a file (a link: the link itself). */
  async delete(path: string): Promise<void> {
    this.#requireOwn(path);
    const stored = this.#place(path);
    requireFile(stored);
    await this.#locked(`delete ${path}`, [stored.real], () => {
      requireFile(stored);
      rmSync(join(this.root, path));
    });
    this.#noteChanges([path]);
  }

  /** Makes another file of the folder the Corefile. */
  chooseCorefile(path: string): void {
    requireFile(this.#place(path));
    if (path === this.#corefile) return;
    this.#corefile = path;
    this.#tell([path]);
  }

  /** Tells of changes, our own and those made outside, until the returned function is called. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    if (this.#watch === undefined) {
      this.#watch = new FolderWatch({
        root: this.root,
        onNotice: (paths) => this.#noteChanges(paths),
        onLook: () => this.#noteAnyChange(),
        say: (line) => this.#say(line),
      });
      this.#watch.follow(this.#listing.read().folders);
    }
    return () => this.#listeners.delete(listener);
  }

  /** Stops watching. */
  close(): void {
    this.#watch?.close();
    this.#watch = undefined;
    this.#listeners.clear();
  }

  #requireOwn(path: string): void {
    if (!this.isReadOnly) return;
    throw new Refusal(
      403,
      `${path} came with a shared workspace, which is not changed`,
      "Make your own copy of it first.",
    );
  }

  #place(path: string): Stored {
    return { real: placeInWorkspace(this.root, path), path };
  }

  /** Runs a task that changes files under the locks of all of them, always taken in the same order. */
  async #locked(what: string, files: readonly string[], task: () => void): Promise<void> {
    const [first, ...others] = [...new Set(files)].sort();
    try {
      if (first === undefined) return task();
      // What the task throws is thrown once the lock is given back.
      await withFileLock(first, () => this.#locked(what, others, task));
    } catch (error) {
      throw asRefusal(what, error);
    }
  }

  #noteAnyChange(): void {
    this.#listing.touchAll();
    this.#noteChanges([]);
  }

  #noteChanges(touched: Iterable<string>): void {
    for (const path of touched) this.#listing.touch(path);
    const { files, folders } = this.#listing.read();
    this.#watch?.follow(folders);
    const before = this.#known;
    this.#known = byPath(files);
    const changed = files.filter((file) => before.get(file.path) !== file).map(({ path }) => path);
    const gone = [...before.keys()].filter((path) => !this.#known.has(path));
    if (changed.length + gone.length > 0) this.#tell([...changed, ...gone]);
  }

  #tell(changed: readonly string[]): void {
    this.#revision += 1;
    const workspace = this.describe();
    for (const listener of this.#listeners) listener(workspace, changed);
  }

  async #clean(own: readonly string[]): Promise<void> {
    const lines = await cleanLeftovers(own.map((path) => join(this.root, path)));
    for (const line of lines) this.#say(line);
  }

  #say(line: string): void {
    const say = this.#options.say ?? ((text) => process.stderr.write(`corefile-studio: ${text}\n`));
    say(line);
  }
}

function byPath(files: readonly WorkspaceFile[]): ReadonlyMap<string, WorkspaceFile> {
  return new Map(files.map((file) => [file.path, file]));
}

function requireNothing({ real, path }: Stored): void {
  if (lstatSync(real, { throwIfNoEntry: false }) === undefined) return;
  throw new Refusal(409, `${path} already exists`, "Choose another name, or delete that file first.");
}
