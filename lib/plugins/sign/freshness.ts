/** Whether a signed zone has to be signed again: its SOA record's signatures tell (CoreDNS, sign.resign). */
import { RRType } from "../../dns/iana/rrtype.ts";
import { ROOT } from "../../dns/name/name.ts";
import { RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { durationOfMs } from "../../go/duration.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";

const DAY_MS = 24 * 3600 * 1000;
/** Six days after it was signed a zone is signed again, or with seven left. */
const RESIGN_AFTER_MS = 6 * DAY_MS;
const LEAST_LEFT_MS = 7 * DAY_MS;
/** The signature stands among the first records, or is not looked for. */
const LOOKED_AT = 100;

/** A moment as CoreDNS writes it: `2026-01-01T00:00:00.000Z`. */
export function momentText(ms: number): string {
  return new Date(ms).toISOString();
}

/** Why the zone in this file is to be signed; undefined when its signatures are valid, or it has none. */
export function whySign(files: Files, path: string, nowMs: number): string | undefined {
  const file = files.read(path);
  if (file.kind === "error") return file.text;
  const include = (name: string): string | { readonly error: string } => {
    const read = files.read(name);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  const reader = new RecordReader(octetString(file.bytes), { origin: ROOT, file: "resign", octets: true, include });
  let seen = 0;
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    if (record instanceof TextError) return record.message;
    const { rdata } = record;
    if (rdata.kind === "RRSIG") {
      if (rdata.typeCovered !== RRType.SOA) continue;
      const why = whyStale({ inceptionMs: rdata.inception * 1000, expirationMs: rdata.expiration * 1000 }, nowMs);
      if (why !== undefined) return why;
    }
    seen++;
    if (seen > LOOKED_AT) return "no SOA RRSIG found in first 100 records";
  }
  return undefined;
}

function whyStale(
  { inceptionMs, expirationMs }: { readonly inceptionMs: number; readonly expirationMs: number },
  nowMs: number,
): string | undefined {
  const age = nowMs - inceptionMs;
  const [inception, now] = [quote(momentText(inceptionMs)), momentText(nowMs)];
  if (age > RESIGN_AFTER_MS) {
    return `inception ${inception} was more than: ${spanText(RESIGN_AFTER_MS)} ago from ${now}: ${spanText(age)}`;
  }
  if (age < 0) return `inception ${inception} date is in the future: ${spanText(age)}`;
  const left = expirationMs - nowMs;
  if (left >= LEAST_LEFT_MS) return undefined;
  const expiration = quote(momentText(expirationMs));
  return `expiration ${expiration} is less than: ${spanText(LEAST_LEFT_MS)} away from ${now}: ${spanText(left)}`;
}

function spanText(ms: number): string {
  return durationOfMs(ms).text;
}
