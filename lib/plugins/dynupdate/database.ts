/** The file that keeps a dynamic zone: what can be told of it without reading its records (CoreDNS uses bbolt). */
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";

/** Which files; both paths as they are after `root`. */
export interface DatabaseFiles {
  readonly database: string;
  readonly seed: string;
}

/** What there is: nothing yet, a database, or why CoreDNS does not start with it, in its words. */
export type Database = { readonly kind: "none" | "there" } | { readonly kind: "error"; readonly text: string };

const PAGE_OCTETS = 4096;
/** Files up to this size have no place for a second page of metadata. */
const NO_SECOND_PAGE_OCTETS = 2048;
const PAGE_HEADER_OCTETS = 16;
const MAGIC = 0xed0cdaed;

/** Looks at a database. */
export function lookAtDatabase(files: Files, { database, seed }: DatabaseFiles): Database {
  const path = files.absolute(database);
  const read = files.read(path);
  if (read.kind === "error" && read.code === "ENOENT") return { kind: "none" };
  if (read.kind === "error" && read.code !== "EISDIR" && files.stat(path) === undefined) {
    return { kind: "error", text: read.text.replace(/^(?:open|read) /, "stat ") };
  }
  if (path === files.absolute(seed)) return { kind: "error", text: "database and seed must be different files" };
  const wrong = read.kind === "file" ? wrongContents(read.bytes, path) : wrongFile(read);
  return wrong === undefined ? { kind: "there" } : { kind: "error", text: `opening database ${quote(path)}: ${wrong}` };
}

function wrongFile({ code, text }: { readonly code: string; readonly text: string }): string {
  return code === "EISDIR" ? "invalid database" : text;
}

function wrongContents(octets: Uint8Array, path: string): string | undefined {
  if (octets.length === 0) return `write ${path}: bad file descriptor`;
  if (octets.length <= NO_SECOND_PAGE_OCTETS) return "invalid database";
  if (octets.length < 2 * PAGE_OCTETS) return `file size too small ${octets.length}`;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const isMeta = (page: number): boolean => view.getUint32(page * PAGE_OCTETS + PAGE_HEADER_OCTETS, true) === MAGIC;
  return isMeta(0) || isMeta(1) ? undefined : "invalid database";
}
