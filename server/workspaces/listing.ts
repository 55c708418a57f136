/**
 * The files of a folder, bounded: a studio started in the wrong place must not walk a whole disk. What was looked at is
 * remembered, so that after a change only what was touched is looked at again. The folders above come before those below:
 * where a bound cuts, it cuts what lies deep.
 */
import { lstatSync, opendirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { isWorkspacePath, type WorkspaceFile } from "../../lib/api/workspace.ts";
import { isOwnName } from "./own-name.ts";
import { isTextFile } from "./text-file.ts";
import { isListedPath, isSkippedName, MAX_DEPTH, placeInWorkspace } from "./workspace-path.ts";

/** How much is looked at. */
export interface ListingBounds {
  readonly files: number;
  readonly folders: number;
  /** Names of any kind, listed or not. */
  readonly names: number;
}

const BOUNDS: ListingBounds = { files: 2000, folders: 1000, names: 20_000 };

/** What a folder holds. A file's description stays the same object as long as the file stays the same. */
export interface Listed {
  /** Sorted by path, `/` between names. Links that lead outside are left out. */
  readonly files: readonly WorkspaceFile[];
  readonly isTruncated: boolean;
  /** The folders that were looked at, the root as an empty path, each with what tells it from another in its place. */
  readonly folders: ReadonlyMap<string, string>;
  /** Paths of the files that studios make for a moment. */
  readonly own: readonly string[];
}

/** How much more may be listed. */
type Room = Pick<ListingBounds, "files" | "names">;

interface FileEntry {
  readonly kind: "file";
  readonly file: WorkspaceFile;
  readonly signature: string;
}

type Entry = FileEntry | { readonly kind: "folder" } | { readonly kind: "own" };

interface Folder {
  readonly identity: string;
  readonly entries: Map<string, Entry>;
  /** True when it has more names than were looked at. */
  readonly isCut: boolean;
  isStale: boolean;
}

/** What is known of the files below a folder. */
export class Listing {
  readonly #root: string;
  readonly #bounds: ListingBounds;
  readonly #folders = new Map<string, Folder>();
  readonly #touched = new Set<string>();
  /** Paths of links: what they lead to changes without them. */
  readonly #links = new Set<string>();
  #listed: Listed | undefined;

  /** `root` is a real path. */
  constructor(root: string, bounds: ListingBounds = BOUNDS) {
    this.#root = root;
    this.#bounds = bounds;
  }

  /** Something happened to a file or folder, or to an entry of a listed folder. */
  touch(path: string): void {
    if (this.#touched.size < this.#bounds.names) this.#touched.add(path);
    else this.touchAll();
  }

  /** Something may have happened anywhere: everything is looked at again, but only files that changed are opened. */
  touchAll(): void {
    for (const folder of this.#folders.values()) folder.isStale = true;
    this.#touched.clear();
    this.#listed = undefined;
  }

  /** The files as they are now, as far as they were touched. */
  read(): Listed {
    if (this.#touched.size > 0) {
      for (const path of [...this.#touched, ...this.#links]) this.#lookAgain(path);
      this.#touched.clear();
      this.#listed = undefined;
    }
    this.#listed ??= this.#list();
    return this.#listed;
  }

  #list(): Listed {
    const files: WorkspaceFile[] = [];
    const folders = new Map<string, string>();
    const own: string[] = [];
    const queue = [""];
    let names = 0;
    let isTruncated = false;
    for (const path of queue) {
      const room = { names: this.#bounds.names - names, files: this.#bounds.files - files.length };
      if (folders.size >= this.#bounds.folders || room.files <= 0 || room.names <= 0) {
        isTruncated = true;
        break;
      }
      const folder = this.#folderAt(path, room);
      if (folder === undefined) continue;
      folders.set(path, folder.identity);
      names += folder.entries.size;
      isTruncated ||= folder.isCut;
      for (const [name, entry] of folder.entries) {
        const below = path === "" ? name : `${path}/${name}`;
        if (entry.kind === "own") own.push(below);
        else if (entry.kind === "file" && files.length < this.#bounds.files) files.push(entry.file);
        else if (entry.kind === "folder" && depthOf(below) <= MAX_DEPTH) queue.push(below);
        else isTruncated = true;
      }
    }
    this.#forgetOthers(folders);
    return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), isTruncated, folders, own };
  }

  #folderAt(path: string, room: Room): Folder | undefined {
    const known = this.#folders.get(path);
    if (known !== undefined && !known.isStale) return known;
    const folder = this.#scan(path, room);
    if (folder === undefined) this.#folders.delete(path);
    else this.#folders.set(path, folder);
    return folder;
  }

  #scan(path: string, room: Room): Folder | undefined {
    const identity = identityOf(join(this.#root, path));
    if (identity === undefined) return undefined;
    const { names, isCut } = namesIn(join(this.#root, path), room.names);
    let files = 0;
    const known = this.#folders.get(path)?.entries;
    const entries = new Map<string, Entry>();
    for (const name of names.sort()) {
      const entry = this.#describe(path === "" ? name : `${path}/${name}`, known?.get(name));
      if (entry !== undefined) entries.set(name, entry);
      if (entry?.kind === "folder") this.#checkFolder(path === "" ? name : `${path}/${name}`);
      if (entry?.kind === "file") files += 1;
      // Nothing is opened that is not listed; one more than there is room for tells that there are more.
      if (files > room.files) return { identity, entries, isCut: true, isStale: false };
    }
    return { identity, entries, isCut, isStale: false };
  }

  /** Looks at one entry again; of a folder that is not listed at the folder, which may be new. */
  #lookAgain(path: string): void {
    const own = this.#folders.get(path);
    if (own !== undefined) own.isStale = true;
    this.#checkFolder(path);
    if (path === "") return;
    const cut = path.lastIndexOf("/");
    const above = path.slice(0, Math.max(0, cut));
    const parent = this.#folders.get(above);
    if (parent === undefined) this.#lookAgain(above);
    if (parent === undefined || parent.isStale) return;
    // What moves up into the room of another is known only to a whole look at the folder.
    if (parent.isCut) {
      parent.isStale = true;
      return;
    }
    const name = path.slice(cut + 1);
    const entry = this.#describe(path, parent.entries.get(name));
    if (entry === undefined) parent.entries.delete(name);
    else parent.entries.set(name, entry);
  }

  /** When another folder has taken a folder's place, all below it is read again. */
  #checkFolder(path: string): void {
    const known = this.#folders.get(path);
    if (known === undefined || known.identity === identityOf(join(this.#root, path))) return;
    known.isStale = true;
    for (const [below, folder] of this.#folders) if (below.startsWith(`${path}/`)) folder.isStale = true;
  }

  /** One entry of a folder; `undefined` for what is not listed. A file that did not change is not opened. */
  #describe(path: string, known: Entry | undefined): Entry | undefined {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (isOwnName(name)) return { kind: "own" };
    if (isSkippedName(name) || !isWorkspacePath(path)) return undefined;
    try {
      const own = lstatSync(join(this.#root, path), { throwIfNoEntry: false });
      if (own?.isSymbolicLink() !== true) this.#links.delete(path);
      if (own === undefined) return undefined;
      if (own.isDirectory()) return known?.kind === "folder" ? known : { kind: "folder" };
      if (!own.isSymbolicLink()) return describeFile(path, { real: join(this.#root, path), status: own }, known);
      this.#links.add(path);
      if (!isListedPath(this.#root, path)) return undefined;
      const real = placeInWorkspace(this.#root, path);
      return describeFile(path, { real, status: statSync(real) }, known);
    } catch {
      // A link that leads nowhere yet, or what may not be looked at.
      return undefined;
    }
  }

  #forgetOthers(listed: ReadonlyMap<string, string>): void {
    for (const path of this.#folders.keys()) if (!listed.has(path)) this.#folders.delete(path);
    for (const path of this.#links) {
      if (!listed.has(path.slice(0, Math.max(0, path.lastIndexOf("/"))))) this.#links.delete(path);
    }
  }
}

function describeFile(
  path: string,
  { real, status }: { readonly real: string; readonly status: Stats },
  known: Entry | undefined,
): Entry | undefined {
  if (!status.isFile()) return undefined;
  const { size, mtimeMs, ctimeMs } = status;
  const signature = [identityIn(status), size, mtimeMs, ctimeMs].join(" ");
  if (known?.kind === "file" && known.signature === signature) return known;
  return {
    kind: "file",
    file: { path, sizeBytes: size, modifiedMs: mtimeMs, isText: isTextFile(real, size) },
    signature,
  };
}

/** What tells a folder from another that is made in its place; `undefined` when there is none. */
export function identityOf(folder: string): string | undefined {
  try {
    const status = statSync(folder);
    return status.isDirectory() ? identityIn(status) : undefined;
  } catch {
    return undefined;
  }
}

/** A number may be given to a new folder as soon as the old one is gone, but not its time of birth. */
function identityIn({ dev, ino, birthtimeMs }: Stats): string {
  return `${dev}:${ino}:${birthtimeMs}`;
}

function depthOf(folder: string): number {
  return folder.split("/").length;
}

/** The names in a folder, at most so many: a folder may have millions. */
function namesIn(folder: string, atMost: number): { readonly names: string[]; readonly isCut: boolean } {
  const names: string[] = [];
  try {
    const opened = opendirSync(folder, { bufferSize: 512 });
    try {
      for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) {
        if (names.length >= atMost) return { names, isCut: true };
        names.push(entry.name);
      }
    } finally {
      opened.closeSync();
    }
  } catch {
    // A folder that may not be read has nothing to list.
  }
  return { names, isCut: false };
}
