/** The file that keeps a dynamic zone, in the format in which CoreDNS keeps it (bbolt), so that either can take it over. */
import { readBucket } from "../../bbolt/read.ts";
import { writeFile } from "../../bbolt/write.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { octetBytes, octetString } from "../../text/octets.ts";
import type { Limits } from "./contents.ts";
import type { Records } from "./records.ts";
import { decodeRecords, encodeRecords } from "./stored-records.ts";

const BUCKET = "dynupdate-v1";
const ORIGIN = "origin";
const RECORDS = "records";

/** Which files, and for what; both paths as they are after `root`, that of the database absolute. */
export interface DatabaseFiles {
  readonly database: string;
  readonly seed: string;
  readonly origin: CanonicalName;
  readonly limits: Limits;
}

/** What there is: nothing yet, records, or why CoreDNS does not go on with it, in its words. */
export type Database =
  | { readonly kind: "none" }
  | { readonly kind: "records"; readonly records: Records }
  | { readonly kind: "error"; readonly text: string };

/** Reads a database. */
export function readDatabase(files: Files, { database: path, seed, origin, limits }: DatabaseFiles): Database {
  const read = files.read(path);
  if (read.kind === "error" && read.code === "ENOENT") return { kind: "none" };
  if (read.kind === "error" && read.code !== "EISDIR" && files.stat(path) === undefined) {
    return { kind: "error", text: read.text.replace(/^(?:open|read) /, "stat ") };
  }
  if (path === files.absolute(seed)) return { kind: "error", text: "database and seed must be different files" };
  const opening = (text: string): Database => ({ kind: "error", text: `opening database ${quote(path)}: ${text}` });
  if (read.kind === "error") return opening(read.code === "EISDIR" ? "invalid database" : read.text);
  if (read.bytes.length === 0) return opening(`write ${path}: bad file descriptor`);
  const found = readBucket(read.bytes, BUCKET);
  if (found.kind === "damaged") return opening(found.text);
  const records = found.kind === "none" ? "unrecognized database format" : recordsOf(found.bucket, { origin, limits });
  return typeof records === "string"
    ? { kind: "error", text: `loading database ${quote(path)}: ${records}` }
    : { kind: "records", records };
}

function recordsOf(
  bucket: ReadonlyMap<string, Uint8Array>,
  { origin, limits }: Pick<DatabaseFiles, "origin" | "limits">,
): Records | string {
  const owner = bucket.get(ORIGIN);
  if (owner === undefined || octetString(owner) !== origin) return "database belongs to a different zone";
  return decodeRecords(bucket.get(RECORDS) ?? new Uint8Array(), limits);
}

/** The contents of a database with these records. */
export function databaseOf(origin: CanonicalName, records: Records): Uint8Array {
  return writeFile(BUCKET, [
    { key: ORIGIN, value: octetBytes(origin) },
    { key: RECORDS, value: encodeRecords(records) },
  ]);
}
