/** Records out of the sets that Route 53 lists (CoreDNS, plugin route53). */

import { readRecord } from "../../dns/text/record.ts";
import { parseBigInt } from "../../go/strconv.ts";
import type { CloudRecordSet } from "../../ports/cloud-zones.ts";
import type { Zone } from "../../zone/zone.ts";

const ESCAPED_DIGITS = 3;
/** What stands for itself when it is written as an escape. */
const TAKEN = /^[a-z0-9.-]$/;

/** Puts the records of a set into a zone, up to the first that cannot be read; what is wrong with that is given. */
export function insertSet(set: CloudRecordSet, zone: Zone): string | undefined {
  for (const value of set.values) {
    const owner = unescaped(set.name);
    if (!owner.ok) return `failed to unescape \`${set.name}' name: ${owner.error}`;
    const rdata = unescaped(value);
    if (!rdata.ok) return `failed to unescape \`${value}' value: ${rdata.error}`;
    const record = readRecord(`${owner.value} ${set.ttl} IN ${set.type} ${rdata.value}`);
    if (record === undefined) continue;
    if (!("rdata" in record)) return `failed to parse resource record: ${record.message}`;
    zone.insert(record);
  }
  return undefined;
}

type Unescaped = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

/** Escapes are a backslash and three octal digits; CoreDNS takes letters, digits, `-`, `.` and a leading `*` only. */
function unescaped(text: string): Unescaped {
  let value = "";
  let rest = text;
  for (let at = rest.indexOf("\\"); at >= 0; at = rest.indexOf("\\")) {
    value += rest.slice(0, at);
    const digits = rest.slice(at + 1, at + 1 + ESCAPED_DIGITS);
    const code = digits.length < ESCAPED_DIGITS ? undefined : parseBigInt(digits, 8, 8);
    if (code?.ok !== true) return { ok: false, error: `invalid escape sequence: '\\${digits}'` };
    const octet = Number(code.value);
    const character = String.fromCharCode(octet);
    if (character === "*" && value !== "")
      return { ok: false, error: "`*' only supported as wildcard (leftmost label)" };
    if (character !== "*" && !TAKEN.test(character)) {
      const octal = octet < 0 ? `-0${(-octet).toString(8)}` : `0${octet.toString(8)}`;
      return { ok: false, error: `invalid character: \\${octal.padStart(ESCAPED_DIGITS, "0")}` };
    }
    value += character;
    rest = rest.slice(at + 1 + ESCAPED_DIGITS);
  }
  return { ok: true, value: value + rest };
}
