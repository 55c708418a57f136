/** Files of the workspace. Reading is synchronous: it happens in set-up, off the thread that answers queries. */

/** Why a file could not be read, in the operating system's words as Go prints them: `no such file or directory`. */
export interface FileError {
  readonly kind: "error";
  /** `ENOENT`, `EACCES`, `ENOTDIR`, `EISDIR`, or what else the system said. */
  readonly code: string;
  /** Go's text, for instance `open db.example.org: no such file or directory`. */
  readonly text: string;
}

/** A file's contents and what tells one version from another. */
export interface FileContents {
  readonly kind: "file";
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
  readonly size: number;
}

/** The files that a configuration may read. Relative paths are relative to the working folder of the server. */
export interface Files {
  read(path: string): FileContents | FileError;
  /** Modification time and size without the contents; `undefined` when there is no such file. */
  stat(path: string): { readonly modifiedMs: number; readonly size: number; readonly isFolder: boolean } | undefined;
  /** Paths that match a pattern of Go's `filepath.Glob`, in its order. */
  glob(pattern: string): readonly string[];
  /** Names in a folder, sorted. */
  list(folder: string): readonly string[] | FileError;
  /** An absolute path for a relative one, as Go's `filepath.Abs`. */
  absolute(path: string): string;
}
