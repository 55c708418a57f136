/** For tests: files that change while a plugin looks at them. */
import { type FileContents, type FileError, type FileStream, type Files, streamOf } from "../../ports/files.ts";

interface Version {
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
}

/** Files by the paths under which they are asked for. */
export class FakeFiles implements Files {
  readonly #files = new Map<string, Version>();
  readonly #folders = new Set<string>();
  readonly #links = new Set<string>();
  #modifiedMs = 1_000_000_000_000;

  constructor(texts: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(texts)) this.write(path, text);
  }

  /** Writes a file, a second after the one before it. */
  write(path: string, text: string): void {
    this.#modifiedMs += 1000;
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    this.#files.set(path, { bytes, modifiedMs: this.#modifiedMs });
  }

  /** Makes a link of a file or a folder. */
  makeLink(path: string): void {
    this.#links.add(path);
  }

  /** Makes a folder; those that files are in are there anyway. */
  makeFolder(path: string): void {
    this.#folders.add(path);
  }

  remove(path: string): void {
    this.#files.delete(path);
  }

  read(path: string): FileContents | FileError {
    const file = this.#files.get(path);
    if (file !== undefined) return { kind: "file", ...file, size: file.bytes.length };
    return { kind: "error", ...this.#reason(path) };
  }

  stream(path: string): FileStream | FileError {
    return streamOf(this.read(path));
  }

  stat(path: string): ReturnType<Files["stat"]> {
    const file = this.#files.get(path);
    const isLink = this.#links.has(path);
    if (file !== undefined) return { modifiedMs: file.modifiedMs, size: file.bytes.length, isFolder: false, isLink };
    const isFolder = this.#folders.has(path) || this.#below(path).length > 0;
    return isFolder ? { modifiedMs: 0, size: 0, isFolder, isLink } : undefined;
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined;
  }

  list(folder: string): readonly string[] | FileError {
    const names = [...new Set(this.#below(folder).map((path) => path.split("/")[0] ?? ""))].sort();
    return names.length > 0 || this.#folders.has(folder) ? names : { kind: "error", ...this.#reason(folder) };
  }

  /** Paths of the files below a folder, from there. */
  #below(folder: string): readonly string[] {
    return [...this.#files.keys()].flatMap((path) =>
      path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
    );
  }

  absolute(path: string): string {
    return path;
  }

  #reason(path: string): Omit<FileError, "kind"> {
    if (this.#folders.has(path)) return { code: "EISDIR", text: `read ${path}: is a directory` };
    const isBelowFile = [...this.#files.keys()].some((file) => path.startsWith(`${file}/`));
    return isBelowFile
      ? { code: "ENOTDIR", text: `open ${path}: not a directory` }
      : { code: "ENOENT", text: `open ${path}: no such file or directory` };
  }
}
