/** Reads a zip file that was dropped or chosen. */
import type { Incoming } from "../../lib/share/incoming.ts";

/** What is in it; a file that is too large is not even read. */
export async function readZipFile(file: File): Promise<Incoming> {
  const [{ readWorkspaceZip }, { MAX_ZIP_OCTETS }] = await Promise.all([
    import("../../lib/share/workspace-zip.ts"),
    import("../../lib/share/zip-read.ts"),
  ]);
  if (file.size > MAX_ZIP_OCTETS) return { kind: "refused", because: "The zip file has more than 16 MiB." };
  try {
    return readWorkspaceZip(new Uint8Array(await file.arrayBuffer()), file.name);
  } catch {
    return { kind: "refused", because: "The zip file cannot be read." };
  }
}

/** The one zip file among what was dropped. */
export function zipAmong(files: readonly File[]): File | undefined {
  const [file] = files;
  return files.length === 1 && file !== undefined && /\.zip$/i.test(file.name) ? file : undefined;
}
