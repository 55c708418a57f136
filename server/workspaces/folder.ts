/** A workspace on the disk: list, read, write, rename, delete, and hear of changes that others made. */
import { createHash, randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import {
  type FileReply,
  MAX_FILE_BYTES,
  type RenameRequest,
  type Workspace,
  type WriteFileRequest,
} from "../../lib/api/workspace.ts";
import { insideJail } from "./jail.ts";
import { listFiles } from "./listing.ts";
import { Refusal } from "./refusal.ts";
import { looksLikeText } from "./text-file.ts";
import { type Watching, watchFolder } from "./watch.ts";

/** Told after a change, with the paths that changed. */
export type ChangeListener = (workspace: Workspace, changed: readonly string[]) => void;

export interface FolderOptions {
  readonly origin: Workspace["origin"];
  /** What people call it; the folder's name if left out. */
  readonly name?: string;
  readonly corefile?: string;
  /** The variables of this process that a Corefile in it may see; none if left out. */
  readonly environment?: Workspace["environment"];
}

/** One open folder. */
export class WorkspaceFolder {
  /** The folder's real path. */
  readonly root: string;
  readonly #options: FolderOptions;
  readonly #listeners = new Set<ChangeListener>();
  #corefile: string;
  #revision = 1;
  #signatures: ReadonlyMap<string, string>;
  #watching: Watching | undefined;

  constructor(folder: string, options: FolderOptions) {
    this.root = realpathSync(folder);
    this.#options = options;
    this.#corefile = options.corefile ?? "Corefile";
    this.#signatures = signaturesOf(this.describe());
  }

  /** The path of the Corefile inside the folder; the file may be missing. */
  get corefile(): string {
    return this.#corefile;
  }

  /** What is open, for the page. */
  describe(): Workspace {
    const { files, isTruncated } = listFiles(this.root);
    return {
      name: this.#options.name ?? basename(this.root),
      folder: this.root,
      origin: this.#options.origin,
      corefile: this.#corefile,
      revision: this.#revision,
      files: [...files],
      isTruncated,
      environment: this.#options.environment ?? {},
    };
  }

  /** A file's text. Throws a `Refusal` when there is none, or it is outside, binary or too large. */
  read(path: string): FileReply {
    const bytes = readBytes(this.#inside(path), path);
    if (!looksLikeText(bytes))
      throw new Refusal(415, `${path} is not a text file`, "The studio edits UTF-8 text only.");
    return { path, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), revision: revisionOf(bytes) };
  }

  /** Writes a file in one step: readers see the old or the new text, never half of one. Gives the new revision. */
  write({ path, text, baseRevision }: WriteFileRequest): string {
    const bytes = Buffer.from(text, "utf8");
    if (bytes.length > MAX_FILE_BYTES) {
      throw new Refusal(413, `${path} would have ${bytes.length} bytes`, `A file has at most ${MAX_FILE_BYTES} bytes.`);
    }
    const real = this.#inside(path);
    const existing = statSync(real, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Refusal(409, `${path} is a folder`, "Choose another name.");
    if (baseRevision !== undefined) requireRevision({ real, path, baseRevision });
    writeAtomically(real, bytes, existing?.mode);
    this.#noteChanges();
    return revisionOf(bytes);
  }

  /** Renames a file; the target must not exist. */
  rename({ from, to }: RenameRequest): void {
    const source = this.#inside(from);
    const target = this.#inside(to);
    requireFile(source, from);
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
      throw new Refusal(409, `${to} exists already`, "Choose another name, or delete that file first.");
    }
    attempt(`rename ${from}`, () => {
      mkdirSync(dirname(target), { recursive: true });
      renameSync(join(this.root, from), target);
    });
    if (from === this.#corefile) this.#corefile = to;
    this.#noteChanges();
  }

  /** Deletes a file (a link: the link itself). */
  delete(path: string): void {
    requireFile(this.#inside(path), path);
    attempt(`delete ${path}`, () => rmSync(join(this.root, path)));
    this.#noteChanges();
  }

  /** Makes another file of the folder the Corefile. */
  chooseCorefile(path: string): void {
    requireFile(this.#inside(path), path);
    if (path === this.#corefile) return;
    this.#corefile = path;
    this.#tell([path]);
  }

  /** Tells of changes, our own and those made outside, until the returned function is called. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    this.#watching ??= watchFolder(this.root, () => this.#noteChanges());
    return () => this.#listeners.delete(listener);
  }

  /** Stops watching. */
  close(): void {
    this.#watching?.close();
    this.#watching = undefined;
    this.#listeners.clear();
  }

  #inside(path: string): string {
    const real = insideJail(this.root, path);
    if (real === undefined || relative(this.root, real) === "") {
      throw new Refusal(403, `${path} is outside the workspace`, "Use a path inside the folder that is open.");
    }
    return real;
  }

  #noteChanges(): void {
    const now = signaturesOf(this.describe());
    const changed = [...now]
      .filter(([path, signature]) => this.#signatures.get(path) !== signature)
      .map(([path]) => path);
    const gone = [...this.#signatures.keys()].filter((path) => !now.has(path));
    this.#signatures = now;
    if (changed.length + gone.length > 0) this.#tell([...changed, ...gone]);
  }

  #tell(changed: readonly string[]): void {
    this.#revision += 1;
    const workspace = this.describe();
    for (const listener of this.#listeners) listener(workspace, changed);
  }
}

function signaturesOf(workspace: Workspace): ReadonlyMap<string, string> {
  return new Map(workspace.files.map((file) => [file.path, `${file.sizeBytes} ${file.modifiedMs}`]));
}

/** A hash of contents, short enough to send around. */
export function revisionOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
}

function readBytes(real: string, path: string): Buffer {
  requireFile(real, path);
  if (statSync(real).size > MAX_FILE_BYTES) {
    throw new Refusal(413, `${path} is too large to open`, `The editor opens files of up to ${MAX_FILE_BYTES} bytes.`);
  }
  return attempt(`read ${path}`, () => readFileSync(real));
}

function requireFile(real: string, path: string): void {
  const status = statSync(real, { throwIfNoEntry: false });
  if (status === undefined)
    throw new Refusal(404, `${path}: no such file`, "It may have been renamed or deleted outside.");
  if (!status.isFile()) throw new Refusal(400, `${path} is no file`, "Choose a file.");
}

interface Expected {
  readonly real: string;
  readonly path: string;
  readonly baseRevision: string | null;
}

function requireRevision({ real, path, baseRevision }: Expected): void {
  const exists = statSync(real, { throwIfNoEntry: false }) !== undefined;
  const now = exists ? revisionOf(readBytes(real, path)) : null;
  if (now === baseRevision) return;
  if (baseRevision === null)
    throw new Refusal(409, `${path} exists already`, "Choose another name, or open that file.");
  throw new Refusal(
    409,
    `${path} was changed outside the studio`,
    "Load it again, or write it once more to overwrite.",
  );
}

/** Writes beside the target and renames over it, keeping the target's permissions. */
function writeAtomically(real: string, bytes: Uint8Array, mode: number | undefined): void {
  const temporary = join(dirname(real), `.${basename(real).slice(0, 200)}.${randomBytes(6).toString("hex")}.tmp`);
  attempt(`write ${basename(real)}`, () => {
    mkdirSync(dirname(real), { recursive: true });
    try {
      writeFileSync(temporary, bytes, { flush: true, ...(mode === undefined ? {} : { mode: mode & 0o777 }) });
      renameSync(temporary, real);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Runs a disk operation; what the system refuses becomes a `Refusal`. */
function attempt<Value>(what: string, task: () => Value): Value {
  try {
    return task();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      409,
      `cannot ${what}: ${reason}`,
      "Check the permissions of the folder and the space on the disk.",
    );
  }
}
