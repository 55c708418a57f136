/** The files that a Corefile may import, as CoreDNS sees them. */
import type { Folders } from "./glob.ts";

/** Why a file cannot be read, as Go prints it. */
interface UnreadableFile {
  readonly error: string;
}

/** Reading files and looking into folders; paths are absolute or relative to the working folder. */
export interface CorefileFiles extends Folders {
  /** The text, or Go's error: `open PATH: no such file or directory`. */
  read(path: string): string | UnreadableFile;
  isFolder(path: string): boolean;
  /** Go's filepath.Abs: absolute, without `.` and `..`. */
  absolute(path: string): string;
}
