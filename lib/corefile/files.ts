/** The files that a Corefile may import, as CoreDNS sees them. */

/** Why a file cannot be read, as Go prints it. */
export interface UnreadableFile {
  readonly error: string;
}

/** Reading files and finding them by pattern; paths are absolute or relative to the working folder. */
export interface CorefileFiles {
  /** The text, or Go's error: `open PATH: no such file or directory`. */
  read(path: string): string | UnreadableFile;
  /** Paths that match, in the order of Go's filepath.Glob; a path without a wildcard gives itself if it exists. */
  glob(pattern: string): readonly string[];
  isFolder(path: string): boolean;
  /** Go's filepath.Abs: absolute, without `.` and `..`. */
  absolute(path: string): string;
}
