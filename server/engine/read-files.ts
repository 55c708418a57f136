/**
 * The identity of a configuration: a hash over every file that it was read from, unsaved texts as well as those on the
 * disk, and over the variables that it looked at. Two windows that serve the same text have the same.
 */
import { createHash } from "node:crypto";
import type { Environment } from "../../lib/corefile/imports/environment.ts";
import type { FileError, FileStream, Files } from "../../lib/ports/files.ts";

/** Enough to tell texts apart, short enough to be shown. */
const IDENTITY_DIGITS = 16;

/** Files and variables that remember what was read of them. */
export class ReadFiles implements Files {
  readonly environment: Environment;
  readonly #base: Files;
  /** What each path and variable gave when it was read last. */
  readonly #read = new Map<string, string>();
  #identity: string | undefined;

  constructor(base: Files, environment: Environment) {
    this.#base = base;
    this.environment = new Proxy(environment, {
      get: (variables, name) => {
        const value: unknown = Reflect.get(variables, name);
        if (typeof name === "string") this.#remember(`$${name}`, JSON.stringify(value) ?? "unset");
        return value;
      },
    });
  }

  /** The identity of what was read so far. */
  get identity(): string {
    this.#identity ??= this.#sumUp();
    return this.#identity;
  }

  read(path: string): ReturnType<Files["read"]> {
    const read = this.#base.read(path);
    this.#note(path, read.kind === "error" ? read.code : digest(read.bytes));
    return read;
  }

  stream(path: string): FileStream | FileError {
    const stream = this.#base.stream(path);
    if (stream.kind === "error") {
      this.#note(path, stream.code);
      return stream;
    }
    return { ...stream, pieces: this.#listenTo(path, stream.pieces) };
  }

  list(folder: string): ReturnType<Files["list"]> {
    const names = this.#base.list(folder);
    this.#note(`${folder}/`, "kind" in names ? names.code : digest(Buffer.from(names.join("\0"))));
    return names;
  }

  stat(path: string): ReturnType<Files["stat"]> {
    return this.#base.stat(path);
  }

  exists(path: string): boolean {
    return this.#base.exists(path);
  }

  absolute(path: string): string {
    return this.#base.absolute(path);
  }

  *#listenTo(path: string, pieces: FileStream["pieces"]): Iterable<Uint8Array | FileError> {
    const hash = createHash("sha256");
    for (const piece of pieces) {
      if ("kind" in piece) hash.update(piece.code);
      else hash.update(piece);
      yield piece;
    }
    this.#note(path, hash.digest("hex"));
  }

  #note(path: string, what: string): void {
    this.#remember(this.#base.absolute(path), what);
  }

  #remember(key: string, what: string): void {
    if (this.#read.get(key) === what) return;
    this.#read.set(key, what);
    this.#identity = undefined;
  }

  #sumUp(): string {
    const hash = createHash("sha256");
    const names = [...this.#read.keys()].sort();
    for (const name of names) hash.update(`${JSON.stringify([name, this.#read.get(name)])}\n`);
    return hash.digest("hex").slice(0, IDENTITY_DIGITS);
  }
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
