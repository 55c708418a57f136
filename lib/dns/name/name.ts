/**
 * Domain names in presentation format (RFC 1035 section 5.1): absolute, with a dot at the end, special octets escaped
 * as `\.` or `\DDD`. A `Name` keeps the case in which it came (RFC 4343); a `CanonicalName` is lower-case and is what
 * look-ups and comparisons use. Every name has exactly one spelling but for case, so equal strings are equal names.
 */
import { utf8Octets } from "../../text/octets.ts";
import { isDecimalEscape } from "../text/escape.ts";
import { endOfLabel, isEscaped, LABEL_OCTETS, MAX_NAME_OCTETS, readLabels, writeLabel } from "./label.ts";

declare const nameBrand: unique symbol;
declare const canonicalBrand: unique symbol;

/** An absolute domain name in presentation format, in its original case. */
export type Name = string & { readonly [nameBrand]: true };
/** An absolute domain name in presentation format, in lower case: the form that is compared and looked up. */
export type CanonicalName = Name & { readonly [canonicalBrand]: true };

/** The root of the name tree. */
export const ROOT: CanonicalName = "." as CanonicalName;

/** Names that need no second look: short labels of letters, digits, hyphens and the like. */
const PLAIN = /^(?:[\w!#$%&*+,/:<=>?[\]^`{|}~-]{1,63}\.)+$/;

/**
 * Reads a name as people write it, absolute or not; what is not absolute is taken to be relative to the root.
 * `undefined` when it breaks the limits of RFC 1035 section 2.3.4, has an empty label, or is empty.
 */
export function readName(text: string): Name | undefined {
  return readRelativeName(utf8Octets(text), ROOT);
}

/**
 * Reads a name in an octet string that is relative to `origin` unless it ends in a dot; `undefined` as for `readName`.
 */
export function readRelativeName(octets: string, origin: Name): Name | undefined {
  if (octets === "") return undefined;
  if (octets === ".") return ROOT;
  if (octets.length < MAX_NAME_OCTETS && PLAIN.test(octets)) return octets as Name;
  const read = readLabels(octets);
  if (read === undefined) return undefined;
  return joinOctets(read.labels, read.absolute ? ROOT : origin);
}

/** Octets of a name on the wire, without compression (RFC 1035 section 3.1). */
export function nameOctets(name: Name): number {
  if (name === ROOT) return 1;
  if (!name.includes("\\")) return name.length + 1;
  let octets = 1;
  for (let at = 0; at < name.length; at++) {
    if (name.charCodeAt(at) === 0x5c) at += isDecimalEscape(name, at) ? 3 : 1;
    octets++;
  }
  return octets;
}

function joinOctets(labels: readonly string[], parent: Name): Name | undefined {
  let octets = nameOctets(parent);
  for (const label of labels) octets += label.length + 1;
  if (octets > MAX_NAME_OCTETS) return undefined;
  if (labels.length === 0) return parent;
  const written = labels.map(writeLabel).join(".");
  return (parent === ROOT ? `${written}.` : `${written}.${parent}`) as Name;
}

/** The name in lower case. Only ASCII letters have a case in names (RFC 4343 section 2). */
export function canonical(name: Name): CanonicalName {
  return name.toLowerCase() as CanonicalName;
}

/** True when the name is the zone's apex or below it, by whole labels. */
export function isAtOrBelow(name: CanonicalName, zone: CanonicalName): boolean {
  if (zone.length === 1) return true;
  const start = name.length - zone.length;
  if (start <= 0) return start === 0 && name === zone;
  return name.charCodeAt(start - 1) === 0x2e && name.endsWith(zone) && !isEscaped(name, start - 1);
}

/** The labels of a name from left to right, escapes kept; none for the root. */
export function labels(name: Name): string[] {
  const found: string[] = [];
  if (name === ROOT) return found;
  for (let start = 0; start < name.length; ) {
    const end = endOfLabel(name, start);
    found.push(name.slice(start, end - 1));
    start = end;
  }
  return found;
}

/** How many labels a name has; the root has none. */
export function countLabels(name: Name): number {
  if (name === ROOT) return 0;
  let count = 0;
  for (let start = 0; start < name.length; start = endOfLabel(name, start)) count++;
  return count;
}

/** The name without its first label; `undefined` for the root, which has no parent. */
export function parentOf<N extends Name>(name: N): N | undefined {
  if (name.length === 1) return undefined;
  const end = endOfLabel(name, 0);
  return (end === name.length ? ROOT : name.slice(end)) as N;
}

/** The name made of these labels, escapes and all, below `parent`; `undefined` when a label is bad or all is too long. */
export function joinLabels(parts: readonly string[], parent: Name = ROOT): Name | undefined {
  const octets: string[] = [];
  for (const part of parts) {
    const read = readLabels(utf8Octets(part));
    const [label] = read?.labels ?? [];
    if (read === undefined || read.absolute || read.labels.length !== 1 || label === undefined) return undefined;
    octets.push(label);
  }
  return joinOctets(octets, parent);
}

/** The wildcard below a name: `*.example.org.` (RFC 4592 section 2.1.1); `undefined` when there is no room for it. */
export function wildcardBelow<N extends Name>(name: N): N | undefined {
  return joinOctets(["*"], name) as N | undefined;
}

/** True when CoreDNS takes the text for a name at all: almost anything but empty labels and too long ones. */
export function isDomainName(text: string): boolean {
  if (text === ".") return true;
  const read = text === "" ? undefined : readLabels(utf8Octets(text));
  if (read === undefined) return false;
  // One octet more than RFC 1035 allows, as CoreDNS does.
  return read.labels.reduce((octets, label) => octets + label.length + 1, 0) <= MAX_NAME_OCTETS + 1;
}

/** The name with every octet of its labels through `LABEL_OCTETS`: how a name off the wire is written. */
export function nameOfLabels(octets: readonly string[]): Name {
  if (octets.length === 0) return ROOT;
  let text = "";
  for (const label of octets) {
    for (let at = 0; at < label.length; at++) text += LABEL_OCTETS[label.charCodeAt(at) & 0xff];
    text += ".";
  }
  return text as Name;
}
