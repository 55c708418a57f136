/** Records in the presentation form of the recordings, which differs from CoreDNS's own in a few spellings. */
import { Class, className as knownClass } from "../lib/dns/iana/class.ts";
import { RRType, rrtypeName } from "../lib/dns/iana/rrtype.ts";
import type { ResourceRecord } from "../lib/dns/message/message.ts";
import { labels, type Name } from "../lib/dns/name/name.ts";
import { readEscapes } from "../lib/dns/text/escape.ts";
import { writeRdata } from "../lib/dns/text/record.ts";
import { encodeRdata } from "../lib/dns/wire/encode.ts";

/** `NAME TTL CLASS TYPE RDATA`. */
export function showRecord(record: ResourceRecord): string {
  return `${showName(record.name)} ${record.ttl} ${className(record.class)} ${typeName(record.type)} ${showRdata(record)}`;
}

/** The name of a type. */
export function typeName(type: number): string {
  return type === RRType.None ? "TYPE0" : rrtypeName(type);
}

/** The name of a class. */
export function className(rrclass: number): string {
  return rrclass === Class.ANY ? "ANY" : rrclass === Class.NONE ? "NONE" : knownClass(rrclass);
}

/** A name with its special characters escaped as the recordings have it. */
export function showName(name: Name): string {
  if (!/[\\$]/.test(name)) return name;
  return labels(name)
    .map((label) => `${escapeOctets(readEscapes(label))}.`)
    .join("");
}

function escapeOctets(octets: string): string {
  let text = "";
  for (const character of octets) {
    const code = character.charCodeAt(0);
    if ('"().;\\@$'.includes(character)) text += `\\${character}`;
    else if (code > 0x20 && code < 0x7f) text += character;
    else text += `\\${String(code).padStart(3, "0")}`;
  }
  return text;
}

/** Types that are known for class IN only: in other classes the recordings have their octets (RFC 3597 section 5). */
const IN_ONLY = new Set(["A", "AAAA", "APL", "DHCID", "HTTPS", "IPSECKEY", "KX", "NAPTR", "PX", "SRV", "SVCB"]);

function showRdata(record: ResourceRecord): string {
  if (record.class !== Class.IN && IN_ONLY.has(record.rdata.kind)) {
    const octets = Buffer.from(encodeRdata(record));
    return `\\# ${octets.length} ${octets.toString("hex")}`;
  }
  const text = writeRdata(record);
  switch (record.rdata.kind) {
    case "LOC":
      return showLocation(text);
    case "X25":
      return text.startsWith('"') ? text : `"${text}"`;
    case "L64":
    case "NID":
      return text.toLowerCase();
    default:
      return text.replaceAll("\t", " ");
  }
}

/** Degrees and minutes without leading zeros, sizes with two decimals, and default sizes left out. */
function showLocation(text: string): string {
  const [head, ...sizes] = text.split(/(?<=[EW]) /);
  const numbers = (head ?? "").replace(/\b0(\d)/g, "$1").replace(/(\.\d\d)(?= )/g, "$10");
  const shown = sizes
    .join(" ")
    .split(" ")
    .map((size) => `${Number.parseFloat(size).toFixed(2)}m`);
  const [altitude, ...rest] = shown;
  const all = rest.join(" ") === "1.00m 10000.00m 10.00m" ? [] : rest;
  return [numbers, altitude, ...all].join(" ");
}
