/** The zone that is to be signed: a master file without what an earlier signing left in it (CoreDNS, sign.Parse). */
import { RRType } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { quote } from "../../go/quote.ts";
import { finish } from "../../plugin-kit/slices.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import { readInto } from "../../zone/read-zone.ts";
import { Zone } from "../../zone/zone.ts";

/** Types that signing makes anew. */
const MADE: ReadonlySet<number> = new Set([RRType.DNSKEY, RRType.RRSIG, RRType.CDNSKEY, RRType.CDS]);

/** Reads the file for a zone; a text is why it cannot be signed. */
export function readSourceZone(files: Files, { path, origin }: { path: string; origin: CanonicalName }): Zone | string {
  const file = files.read(path);
  if (file.kind === "error" && file.code !== "EISDIR") return file.text;
  // A folder can be opened, and reading it fails at the first octet.
  if (file.kind === "error") return `${path}: dns: ${file.text}: "" at line: 0:0`;
  const include = (name: string): string | { readonly error: string } => {
    const read = files.read(name);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  const zone = new Zone(origin);
  const end = finish(readInto(zone, [file.bytes], { origin, file: path, include, omit: MADE }));
  if (end !== undefined) return end instanceof TextError ? end.message : end;
  return zone.apex.soa === undefined ? `file ${quote(path)} has no SOA record` : zone;
}
