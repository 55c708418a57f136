/** The lines of hosts files: an address, its names, and a comment behind a hash (hosts(5), as CoreDNS reads it). */
import { type CanonicalName, canonical, ROOT, readRelativeName } from "../dns/name/name.ts";
import { readAddress } from "../go/address.ts";

/** A word and its offsets in the text. */
export interface HostsWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What stands on a line. */
export interface HostsLine {
  /** The first word, whatever it is. */
  readonly address: HostsWord | undefined;
  readonly names: readonly HostsWord[];
  /** Offset of the hash. */
  readonly comment: number | undefined;
}

/** Longer words cannot be names; CoreDNS drops them. */
export const MAX_WORD_OCTETS = 1024;

const HASH = 0x23;
const SPACE = 0x20;
const NO_NAMES: readonly HostsWord[] = [];

/** Reads one line, a text or an octet string, that begins at an offset. Only the blanks of ASCII part its words. */
export function readHostsLine(line: string, start = 0): HostsLine {
  let address: HostsWord | undefined;
  let names: HostsWord[] | undefined;
  let at = 0;
  while (at < line.length) {
    while (isBlank(line.charCodeAt(at))) at++;
    const from = at;
    while (at < line.length && !isBlank(line.charCodeAt(at)) && line.charCodeAt(at) !== HASH) at++;
    if (at > from) {
      const word = { text: line.slice(from, at), start: start + from, end: start + at };
      if (address === undefined) address = word;
      else if (names === undefined) names = [word];
      else names.push(word);
    }
    if (line.charCodeAt(at) === HASH) return { address, names: names ?? NO_NAMES, comment: start + at };
  }
  return { address, names: names ?? NO_NAMES, comment: undefined };
}

/** Tabs, line feeds, vertical tabs, form feeds, returns and spaces. */
function isBlank(code: number): boolean {
  return code === SPACE || (code >= 0x09 && code <= 0x0d);
}

/** The bytes of a line's address, without its interface (`fe80::1%eth0`); undefined for what is none. */
export function hostsAddress(word: string): Uint8Array | undefined {
  const percent = word.indexOf("%");
  return readAddress(percent < 0 ? word : word.slice(0, percent));
}

/** A name as CoreDNS compares it. */
export interface HostsName {
  /** Absolute and in lower case, but else as it is written. */
  readonly written: string;
  /** The name that it stands for; undefined when it is none. One that differs from `written` is never found. */
  readonly name: CanonicalName | undefined;
}

const MAX_NAME_CHARACTERS = 254;

/** Reads a name, as octets. */
export function hostsName(octets: string): HostsName {
  const written = (octets.endsWith(".") ? octets : `${octets}.`).toLowerCase();
  return { written, name: isUsual(written) ? (written as CanonicalName) : canonicalOf(octets) };
}

/** True for a name that is canonical as it stands: nearly all are, and a file may have millions. */
function isUsual(written: string): boolean {
  return written.length <= MAX_NAME_CHARACTERS && /^(?:[a-z0-9_-]{1,63}\.)+$/.test(written);
}

function canonicalOf(octets: string): CanonicalName | undefined {
  const name = readRelativeName(octets, ROOT);
  return name === undefined ? undefined : canonical(name);
}
