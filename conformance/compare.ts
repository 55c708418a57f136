/** How a recording differs from another, given what the case lets vary. */
import type { Case, RecordedReply, Recording } from "./case.ts";

const SECTIONS = ["answer", "authority", "additional"] as const;

/** Differences in words, none when the server did the same. */
export function differences(testCase: Case, want: Recording, got: Recording): string[] {
  if (want.start === "fails" && got.start === "fails") {
    const found: string[] = [];
    if (want.error !== got.error && testCase.any_error !== true)
      found.push(`error: want ${JSON.stringify(want.error)}, got ${JSON.stringify(got.error)}`);
    if (want.exit !== got.exit) found.push(`exit code: want ${want.exit}, got ${got.exit}`);
    return found;
  }
  if (want.start !== "ok" || got.start !== "ok") return [`start: want ${startOf(want)}, got ${startOf(got)}`];
  const found: string[] = [];
  const logs = [want.log ?? [], got.log ?? []].map((lines) => JSON.stringify([...lines].sort()));
  if (logs[0] !== logs[1] && !varies(testCase, "log")) found.push(`log: want ${logs[0]}, got ${logs[1]}`);
  if ((want.died ?? undefined) !== (got.died ?? undefined))
    found.push(`died: want ${want.died ?? "a server that lives"}, got ${got.died ?? "a server that lives"}`);
  want.replies.forEach((reply, index) => {
    const other = got.replies[index];
    if (other !== undefined) found.push(...replyDifferences(testCase, reply, other).map((text) => `#${index} ${text}`));
  });
  if (want.replies.length !== got.replies.length) {
    found.push(`replies: want ${want.replies.length}, got ${got.replies.length}`);
  }
  return found;
}

function startOf(recording: Recording): string {
  if (recording.start === "fails") return `fails (${recording.error})`;
  if (recording.start === "timeout") return `time-out (${recording.log.slice(-200)})`;
  return "ok";
}

function varies(testCase: Case, what: string): boolean {
  return testCase.vary?.includes(what) ?? false;
}

function replyDifferences(testCase: Case, wantReply: RecordedReply, gotReply: RecordedReply): string[] {
  const want = masked(testCase, wantReply);
  const got = masked(testCase, gotReply);
  const keys = [...new Set([...Object.keys(want), ...Object.keys(got)])].sort();
  return keys
    .filter((key) => stable(want[key]) !== stable(got[key]))
    .map((key) => `${want.q ?? want.get ?? ""}: ${key}: want ${stable(want[key])}, got ${stable(got[key])}`);
}

/** JSON with sorted keys, so that equal values print alike. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "nothing"
  );
}

function masked(testCase: Case, reply: RecordedReply): RecordedReply {
  const result: RecordedReply = { ...reply };
  for (const section of SECTIONS) {
    const records = result[section];
    if (!Array.isArray(records)) continue;
    let texts = records.map((record) => maskRecord(testCase, canonicalRecord(String(record))));
    if (varies(testCase, section)) texts = texts.length > 0 ? ["*"] : [];
    result[section] = testCase.ordered === true ? texts : texts.sort();
  }
  for (const key of ["answered", "question", "edns", "flags"]) if (varies(testCase, key)) delete result[key];
  return result;
}

/** Types whose RDATA ends in base64 or hexadecimal that writers break into groups as they like. */
const GROUPED = new Set([
  "RRSIG",
  "DNSKEY",
  "CDNSKEY",
  "KEY",
  "DHCID",
  "IPSECKEY",
  "CERT",
  "OPENPGPKEY",
  "DS",
  "CDS",
  "TLSA",
  "SMIMEA",
]);

/** Types whose RDATA ends in hexadecimal digits, which writers spell in either case. */
const HEXADECIMAL = new Set(["DS", "CDS", "DLV", "TLSA", "SMIMEA", "SSHFP", "ZONEMD", "HIP"]);

/** How many fields stand before the grouped one, where it is not three. */
const FIXED_FIELDS: Readonly<Record<string, number>> = { RRSIG: 8, IPSECKEY: 4, DHCID: 0, OPENPGPKEY: 0 };

function canonicalRecord(text: string): string {
  const [name = "", ttl = "", rrclass = "", type = "", ...rdata] = text.trimEnd().split(" ");
  if (HEXADECIMAL.has(type)) return [name, ttl, rrclass, type, ...rdata].join(" ").toLowerCase();
  if (!GROUPED.has(type)) return text;
  const fixed = FIXED_FIELDS[type] ?? 3;
  return [name, ttl, rrclass, type, ...rdata.slice(0, fixed), rdata.slice(fixed).join("")].join(" ");
}

function maskRecord(testCase: Case, text: string): string {
  const [name = "", ttl = "", rrclass = "", type = "", ...rest] = text.split(" ");
  let rdata = rest;
  if (varies(testCase, "rrsig") && type === "RRSIG") {
    rdata = [...rest.slice(0, 4), "*", "*", ...rest.slice(6, 8), "*"];
  }
  if (varies(testCase, "serial") && type === "SOA") rdata = rest.map((field, index) => (index === 2 ? "*" : field));
  if (varies(testCase, "rdata")) rdata = ["*"];
  if (varies(testCase, "port") && type === "SRV" && name.startsWith("_")) {
    rdata = rest.map((field, index) => (index === 2 ? "*" : field));
  }
  return [name, varies(testCase, "ttl") ? "*" : ttl, rrclass, type, ...rdata].join(" ");
}
