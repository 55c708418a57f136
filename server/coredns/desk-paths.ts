/**
 * Where the files of a configuration lie for a CoreDNS at the user's desk: those that it names are copied into a private
 * folder, in which it starts. What it would write elsewhere it writes there, too, so the user's folder stays as it is.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Files } from "../../lib/ports/files.ts";
import { isWithin } from "../workspaces/jail.ts";

const MAX_FILES = 5000;
const MAX_OCTETS = 256 * 1024 * 1024;
/** What lies outside the workspace and is written, or hidden by what a pod sees. */
const ELSEWHERE = ".elsewhere";
const KEY_ENDING = /\.(?:key|private)$/;
const INCLUDE = /^\s*\$INCLUDE\s+(\S+)/gim;

/** Files, and the folders that are moved. */
export interface DeskPathsOptions {
  /** The private folder. */
  readonly folder: string;
  /** The workspace's folder. */
  readonly root: string;
  /** A folder that is not that of this machine. */
  readonly hides?: string | undefined;
  /** The files as the configuration may see them, drafts over them. */
  readonly files: Files;
}

/** More is named than a start at the desk copies. */
export class TooManyFiles extends Error {
  override readonly name = "TooManyFiles";
}

export class DeskPaths {
  readonly folder: string;
  readonly #root: string;
  readonly #files: Files;
  readonly #elsewhere: string[];
  /** What is to be copied: from where to where. */
  readonly #named = new Map<string, string>();
  #count = 0;
  #octets = 0;

  constructor({ folder, root, hides, files }: DeskPathsOptions) {
    this.folder = folder;
    this.#root = root;
    this.#files = files;
    this.#elsewhere = hides === undefined ? [] : [hides];
  }

  /** An absolute path that CoreDNS writes to. */
  writes(path: string): void {
    if (!isWithin(path, this.#root)) this.#elsewhere.push(path);
  }

  /** Where a path leads at the desk; the same for one that is left where it is. Relative paths count from the workspace. */
  moved(path: string): string {
    const absolute = resolve(this.#root, path);
    if (isWithin(absolute, this.#root)) return join(this.folder, absolute.slice(this.#root.length));
    if (this.#elsewhere.some((folder) => isWithin(absolute, folder))) return join(this.folder, ELSEWHERE, absolute);
    return path;
  }

  /** True for a path that is read where it is. */
  isLeft(path: string): boolean {
    return this.moved(path) === path;
  }

  /** Copies what a word names, if it names something that is moved. The workspace itself only `whole`. */
  needs(path: string, whole = false): void {
    const absolute = resolve(this.#root, path);
    if (this.isLeft(absolute) || isWithin(this.#root, absolute) === !whole) return;
    this.#named.set(absolute, this.moved(absolute));
  }

  /** The same of a path, and of the two files that a key is named by (dnssec-keygen). */
  needsFile(path: string, whole: boolean): void {
    this.needs(path, whole);
    const stem = path.replace(KEY_ENDING, "");
    for (const ending of [".key", ".private"]) this.needs(`${stem}${ending}`);
  }

  /** Why a file may not be read; undefined for one that may, or that is not there. */
  refusal(path: string): string | undefined {
    if (this.#files.stat(path) !== undefined) return undefined;
    const read = this.#files.read(path);
    return read.kind === "error" && read.code === "EACCES" ? read.text : undefined;
  }

  /** A text of CoreDNS with the user's paths in it again. */
  asWritten(text: string): string {
    return text
      .replaceAll(join(this.folder, ELSEWHERE), "")
      .replaceAll(`${this.folder}/`, `${this.#root}/`)
      .replaceAll(this.folder, this.#root);
  }

  /** Lays all out. Throws `TooManyFiles`. */
  layOut(): void {
    for (const path of this.#elsewhere) mkdirSync(dirname(join(this.folder, ELSEWHERE, path)), { recursive: true });
    for (const [from, to] of this.#named) {
      const there = this.#nearest(from);
      if (there === from) this.#copy(from, to);
      // What CoreDNS says of a path below a file is another thing than of one that is not there.
      else if (this.#files.stat(there)?.isFolder === false) this.#copyFile(there, this.moved(there));
    }
  }

  /** The path, or what of it is there. */
  #nearest(path: string): string {
    const parent = dirname(path);
    return this.#files.stat(path) !== undefined || parent === path ? path : this.#nearest(parent);
  }

  #copy(from: string, to: string): void {
    const stat = this.#files.stat(from);
    if (stat === undefined) return;
    if (!stat.isFolder) {
      this.#copyFile(from, to);
      return;
    }
    mkdirSync(to, { recursive: true });
    const names = this.#files.list(from);
    if ("kind" in names) return;
    for (const name of names) if (name !== ".git") this.#copy(join(from, name), join(to, name));
  }

  #copyFile(from: string, to: string): void {
    const read = this.#files.read(from);
    if (read.kind === "error") return;
    this.#count += 1;
    this.#octets += read.size;
    if (this.#count > MAX_FILES || this.#octets > MAX_OCTETS)
      throw new TooManyFiles(`the Corefile names more than ${MAX_FILES} files or 256 MiB`);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, read.bytes);
    const text = Buffer.from(read.bytes).toString("latin1");
    if (!text.includes("$INCLUDE") && !text.includes("$include")) return;
    for (const [, name = ""] of text.matchAll(INCLUDE)) {
      const included = resolve(dirname(from), name);
      if (!this.#named.has(included) && !this.isLeft(included)) {
        this.#named.set(included, this.moved(included));
        this.#copy(included, this.moved(included));
      }
    }
  }
}
