/** What a plugin writes down: signed zones, databases, logs of keys. What is written whole a reader never sees half. */

/** Why something could not be written, in Go's words: `open db.example.org: permission denied`. */
export interface StorageError {
  readonly kind: "error";
  /** `EACCES`, `ENOENT`, `ENOSPC`, or what else the system said. */
  readonly code: string;
  readonly text: string;
}

/** Paths are those of `Files`. Each gives the error, or nothing when it is done and on disk. */
export interface Storage {
  /** Puts contents in the place of a file's old ones, or makes the file. */
  write(path: string, contents: Uint8Array): Promise<StorageError | undefined>;
  /** Puts contents behind what a file has, or makes one that only its owner may read. */
  append(path: string, contents: Uint8Array): Promise<StorageError | undefined>;
  /** Gives a file another name; one that has that name already goes. */
  rename(from: string, to: string): Promise<StorageError | undefined>;
  /** Makes a folder and those above it; one that is there stays. */
  makeFolder(path: string): Promise<StorageError | undefined>;
}
