/** What the words of a server block say of who asks, for what, and where answers part. */
import type { ServerBlock } from "../corefile/configuration.ts";
import type { Token } from "../corefile/token.ts";
import { checkDirective } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { NamePattern } from "../directive/facts.ts";
import { normalizeZone } from "../directive/kinds/zone.ts";
import type { Place } from "../directive/places.ts";
import { rrtypeByName } from "../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, readName } from "../dns/name/name.ts";
import { reverseName } from "../dns/name/reverse.ts";
import { type IpNetwork, parseCidr, parseIp } from "../go/net.ts";
import { compileRegex } from "../go/regex.ts";
import { writtenLines } from "../language/corefile/written-lines.ts";

/** A name with what it is asked for, and where it was found. */
export interface FoundName {
  readonly name: CanonicalName;
  /** IANA's words; the usual ones are asked for in any case. */
  readonly types: readonly string[];
  readonly source: string;
}

/** What was found in one block. */
export interface WordsOfBlock {
  /** Zones on lines of the block, beside its own. */
  readonly zones: readonly CanonicalName[];
  readonly networks: readonly IpNetwork[];
  readonly patterns: readonly NamePattern[];
  readonly names: readonly FoundName[];
  /** Types that a line is about. */
  readonly types: readonly string[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] };

const HOST_BITS_OF_IPV4 = 32;
const HOST_BITS_OF_IPV6 = 128;
/** Types that stand for others, or that no client asks for. */
const NO_QUESTION: ReadonlySet<string> = new Set([
  "None",
  "OPT",
  "TKEY",
  "TSIG",
  "IXFR",
  "AXFR",
  "MAILB",
  "MAILA",
  "Reserved",
]);

/** Looks through a block. */
export function wordsOfBlock(
  block: ServerBlock,
  directives: readonly Directive<unknown>[],
  file: string,
): WordsOfBlock {
  const found: Mutable<WordsOfBlock> = { zones: [], networks: [], patterns: [], names: [], types: [] };
  for (const { words, places, isRow } of writtenLines(block, directives)) {
    if (isRow) addRow(words, found);
    words.forEach((word, index) => {
      const place = places[index];
      if (place !== undefined) addWord(word, place, found);
    });
  }
  for (const [name, tokens] of block.directives) {
    const directive = directives.find((one) => one.name === name);
    if (directive?.namePattern === undefined) continue;
    for (const use of checkDirective(directive, { tokens, file }).uses) {
      const pattern = directive.namePattern(use);
      if (pattern !== undefined) found.patterns.push(pattern);
    }
  }
  return found;
}

/** What each kind of argument tells. */
function addWord({ text, range }: Token, { kind, look }: Place, found: Mutable<WordsOfBlock>): void {
  if (kind === "zone") {
    for (const zone of normalizeZone(text)) found.zones.push(zone);
  } else if (kind === "name") addName(text, `${range.file}:${range.start.line}`, found);
  else if (kind === "cidr") addNetwork(text, found);
  else if (kind === "type") addType(text, found);
  else if (look === "regex") {
    const read = compileRegex(text);
    if (read.ok) found.patterns.push({ match: "regex", from: read.value });
  } else if (kind === "expression") {
    for (const literal of literalsOf(text)) {
      if (!addNetwork(literal, found)) addName(literal, `${range.file}:${range.start.line}`, found);
    }
  }
}

/** A word in quotes may be a name, a network or an address. */
function literalsOf(expression: string): readonly string[] {
  return [...expression.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? "");
}

/** An entry of the form of a hosts file: an address and its names. */
function addRow(words: readonly Token[], found: Mutable<WordsOfBlock>): void {
  const [address, ...names] = words;
  if (address === undefined || parseIp(address.text) === undefined) return;
  const source = `${address.range.file}:${address.range.start.line}`;
  for (const { text } of names) addName(text, source, found);
  const reverse = reverseName(address.text);
  if (reverse !== undefined && names.length > 0) found.names.push({ name: reverse, types: ["PTR"], source });
}

/** What is written as a name and has nothing in it that stands for something else. */
function addName(text: string, source: string, found: Mutable<WordsOfBlock>): void {
  if (!/^[\w*-]+(?:\.[\w-]+)+\.?$/.test(text) || parseIp(text) !== undefined) return;
  const name = readName(text.endsWith(".") ? text : `${text}.`);
  if (name !== undefined) found.names.push({ name: canonical(name), types: [], source });
}

function addNetwork(text: string, found: Mutable<WordsOfBlock>): boolean {
  const network = parseCidr(text) ?? alone(text);
  if (network !== undefined) found.networks.push(network);
  return network !== undefined;
}

/** An address is a network of one. */
function alone(text: string): IpNetwork | undefined {
  const bytes = parseIp(text);
  if (bytes === undefined) return undefined;
  return { bytes, prefixLength: bytes.length === 4 ? HOST_BITS_OF_IPV4 : HOST_BITS_OF_IPV6 };
}

function addType(text: string, found: Mutable<WordsOfBlock>): void {
  const type = text.toUpperCase();
  if (rrtypeByName(type) !== undefined && !NO_QUESTION.has(type)) found.types.push(type);
}
