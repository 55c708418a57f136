/** Sizes for people. */
import { contentOf, type SharedFile } from "../../lib/api/shared-workspace.ts";

/** "312 bytes", "2.1 kB", "1.4 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** How many bytes a file has. */
export function sizeOf(file: SharedFile): number {
  return "text" in file ? new TextEncoder().encode(file.text).length : Math.floor((contentOf(file).length * 3) / 4);
}

/** "3 files, 2.1 kB". */
export function filesInWords(files: readonly SharedFile[]): string {
  const count = files.length === 1 ? "one file" : `${files.length} files`;
  return `${count}, ${sizeInWords(files.reduce((sum, file) => sum + sizeOf(file), 0))}`;
}
