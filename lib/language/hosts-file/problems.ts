/** Lines of a hosts file that CoreDNS passes over in silence, and names that nobody can ask for: warnings all of them. */

import { type CanonicalName, isAtOrBelow } from "../../dns/name/name.ts";
import { readAddress, writeAddress } from "../../go/address.ts";
import {
  type HostsLine,
  type HostsWord,
  hostsAddress,
  hostsName,
  MAX_WORD_OCTETS,
  readHostsLine,
} from "../../system-files/hosts-line.ts";
import { LineIndex } from "../../text/line-index.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { Problem } from "../../text/problem.ts";

/** A hosts file and what it is read for. */
export interface HostsText {
  readonly file: string;
  readonly text: string;
  /** Names outside of these zones are left out. */
  readonly zones: readonly CanonicalName[];
}

/** More than this is noise. */
const MAX_PROBLEMS = 500;

/** What is wrong with a word, with our advice. */
type Found = readonly [code: string, message: string, help: string];

/** The problems of a file, in its order. */
export function getHostsProblems({ file, text, zones }: HostsText): readonly Problem[] {
  const lines = new LineIndex(file, text);
  const seen = new Map<string, number>();
  const problems: Problem[] = [];
  const tell = ({ start, end }: HostsWord, [code, message, help]: Found): void => {
    problems.push({ code, severity: "warning", cause: "text", message, help, range: lines.range(start, end) });
  };
  for (let number = 1; number <= lines.lineCount; number++) {
    const start = lines.startOfLine(number);
    const line = readHostsLine(text.slice(start, lines.endOfLine(number)), start);
    const { address, names } = line;
    if (address === undefined) continue;
    const bytes = hostsAddress(address.text);
    if (bytes === undefined) tell(address, wrongAddress(line));
    else if (names.length === 0) {
      tell(address, [
        "HF1002",
        `${address.text} has no name: this line does nothing.`,
        "The names follow the address.",
      ]);
    } else {
      for (const name of names) {
        const found =
          wrongName(name.text, zones) ?? writtenTwice(name, { line: number, seen, address: writeAddress(bytes) });
        if (found !== undefined) tell(name, found);
      }
    }
    if (problems.length >= MAX_PROBLEMS) break;
  }
  return problems;
}

function wrongAddress({ address, names }: HostsLine): Found {
  const isSwapped = names.some(({ text }) => readAddress(text) !== undefined);
  return [
    "HF1001",
    `${address?.text ?? ""} is not an address: CoreDNS skips this line.`,
    isSwapped ? "The address comes first, then its names." : "A line begins with an IPv4 or IPv6 address.",
  ];
}

function wrongName(text: string, zones: readonly CanonicalName[]): Found | undefined {
  const octets = utf8Octets(text);
  if (octets.length > MAX_WORD_OCTETS) {
    return ["HF1003", `name longer than ${MAX_WORD_OCTETS} bytes, dropping the name`, "A name has at most 255 octets."];
  }
  const { written, name: key } = hostsName(octets);
  if (key === undefined) {
    return [
      "HF1003",
      `${text} is not a domain name: nobody can ask for it.`,
      "Labels have 1 to 63 octets, and names at most 255.",
    ];
  }
  if (key !== written) {
    return [
      "HF1004",
      `${text} is never found: hosts compares names as they are written.`,
      "Write names in ASCII; those with other letters as xn--… (IDNA).",
    ];
  }
  if (key.slice(1).includes("*.") || key === "*.") {
    return [
      "HF1005",
      `${text} is not a wildcard that hosts knows.`,
      "A wildcard is a whole first label: *.example.org",
    ];
  }
  if (zones.some((zone) => isAtOrBelow(key, zone))) return undefined;
  return [
    "HF1006",
    `${text} is in none of the zones that hosts is asked for: ${zones.join(" ")}`,
    "The zones follow the file's name in the Corefile; without any, they are those of the server block.",
  ];
}

function writtenTwice(
  { text }: HostsWord,
  at: { readonly line: number; readonly address: string; readonly seen: Map<string, number> },
): Found | undefined {
  const key = `${at.address} ${text.toLowerCase().replace(/\.$/, "")}`;
  const before = at.seen.get(key);
  at.seen.set(key, before ?? at.line);
  if (before === undefined) return undefined;
  return [
    "HF1007",
    `${text} already has ${at.address} on line ${before}.`,
    "CoreDNS would answer with the same address twice.",
  ];
}
