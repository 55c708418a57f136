/** Records in the presentation form of the recordings, which differs from CoreDNS's own in a few spellings. */
import { className as knownClass } from "../lib/dns/iana/class.ts";
import { rrtypeName } from "../lib/dns/iana/rrtype.ts";
import type { ResourceRecord } from "../lib/dns/message/message.ts";
import { labels, type Name } from "../lib/dns/name/name.ts";
import { readEscapes } from "../lib/dns/text/escape.ts";
import { writeRdata } from "../lib/dns/text/record.ts";

/** `NAME TTL CLASS TYPE RDATA`. */
export function showRecord(record: ResourceRecord): string {
  return `${showName(record.name)} ${record.ttl} ${className(record.class)} ${typeName(record.type)} ${showRdata(record)}`;
}

/** The name of a type. */
export function typeName(type: number): string {
  return rrtypeName(type);
}

/** The name of a class. */
export function className(rrclass: number): string {
  return knownClass(rrclass);
}

/** A name with its special characters escaped as the recordings have it. */
export function showName(name: Name): string {
  if (!name.includes("\\")) return name;
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

function showRdata(record: ResourceRecord): string {
  const text = writeRdata(record);
  switch (record.rdata.kind) {
    case "LOC":
      return showLocation(text);
    case "AAAA":
    case "A":
      return text;
    default:
      return text.replaceAll("\t", " ");
  }
}

/** Degrees and minutes without leading zeros, sizes with two decimals, and default sizes left out. */
function showLocation(text: string): string {
  const [head, ...sizes] = text.split(/(?<=[EW]) /);
  const numbers = (head ?? "").replace(/\b0(\d)/g, "$1");
  const shown = sizes
    .join(" ")
    .split(" ")
    .map((size) => `${Number.parseFloat(size).toFixed(2)}m`);
  const [altitude, ...rest] = shown;
  const all = rest.join(" ") === "1.00m 10000.00m 10.00m" ? [] : rest;
  return [numbers, altitude, ...all].join(" ");
}
