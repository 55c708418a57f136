/**
 * Files of the workspace. Reading is synchronous: it happens in set-up, off the thread that answers queries. Only what is
 * stored is read: a pipe or a device is refused, so that no reading waits for somebody to write.
 */

/** Why a file could not be read, in the operating system's words as Go prints them: `no such file or directory`. */
export interface FileError {
  readonly kind: "error";
  /** `ENOENT`, `EACCES`, `ENOTDIR`, `EISDIR`, `EFBIG`, `ETIMEDOUT`, or what else the system said. */
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

/** A file that is read piece by piece, so that it need not fit into the memory. */
export interface FileStream {
  readonly kind: "stream";
  readonly modifiedMs: number;
  readonly size: number;
  /** The contents in order, once; it ends early with an error when reading fails on the way. */
  readonly pieces: Iterable<Uint8Array | FileError>;
}

/** The files that a configuration may read. Relative paths are relative to the working folder of the server. */
export interface Files {
  /** The whole contents; `EFBIG` for a file above the host's limit, which the text tells. */
  read(path: string): FileContents | FileError;
  /** The contents piece by piece, of whatever size. */
  stream(path: string): FileStream | FileError;
  /** Modification time and size without the contents; `undefined` when there is no such file. */
  stat(path: string): FileStat | undefined;
  /** Whether there is something of that name, be it a link that leads nowhere: Go's `os.Lstat`. */
  exists(path: string): boolean;
  /** Names in a folder, sorted. */
  list(folder: string): readonly string[] | FileError;
  /** An absolute path for a relative one, as Go's `filepath.Abs`. */
  absolute(path: string): string;
}

export interface FileStat {
  readonly modifiedMs: number;
  readonly size: number;
  readonly isFolder: boolean;
  /** True when the path is that of a link, which leads to what is told. */
  readonly isLink?: boolean;
}

/** A stream of what was read already; what could be opened and not read is an error on the way. */
export function streamOf(read: FileContents | FileError): FileStream | FileError {
  if (read.kind === "error") {
    return read.text.startsWith("read ") ? { kind: "stream", modifiedMs: 0, size: 0, pieces: [read] } : read;
  }
  const { bytes, modifiedMs, size } = read;
  return { kind: "stream", modifiedMs, size, pieces: [bytes] };
}
