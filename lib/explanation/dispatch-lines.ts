/** Server blocks of a listener as people look for them: the match first, keys of one word together, what is far folded. */
import type { DispatchEntry, DispatchMatch } from "./explanation.ts";
import { MATCHES } from "./explanation.ts";

/** Keys that stand in one word of the Corefile and compared in the same way, as one line. */
export interface DispatchLine extends DispatchEntry {
  /** How many zones the word stands for beside `zone`: those of a CIDR. */
  readonly more: number;
}

/** What is shown at first, and the rest. */
export interface FoldedDispatch {
  readonly shown: readonly DispatchLine[];
  readonly rest: readonly DispatchLine[];
  /** "141 more do not match"; empty when nothing is folded. */
  readonly words: string;
}

/** Lines that are shown although they are not near the question. */
const MAX_FAR = 3;
const MAX_SHOWN = 8;

/** Puts the entries in order and folds them. */
export function foldDispatch(entries: readonly DispatchEntry[]): FoldedDispatch {
  const lines = linesOf(entries);
  const isFar = (match: DispatchMatch): boolean => match === "no match";
  const far = lines.filter(({ match }) => isFar(match));
  const near = lines.filter(({ match }) => !isFar(match));
  const shown = [...near.slice(0, MAX_SHOWN), ...(far.length <= MAX_FAR && near.length < MAX_SHOWN ? far : [])];
  const kept = new Set(shown);
  const rest = lines.filter((line) => !kept.has(line));
  return { shown, rest, words: wordsOf(rest) };
}

function linesOf(entries: readonly DispatchEntry[]): readonly DispatchLine[] {
  const lines = new Map<string, DispatchLine>();
  for (const entry of entries) {
    const key = `${entry.match}\n${entry.at.file}\n${entry.at.start.offset}`;
    const line = lines.get(key);
    lines.set(key, line === undefined ? { ...entry, more: 0 } : { ...line, more: line.more + 1 });
  }
  const rank = (line: DispatchLine): number => MATCHES.indexOf(line.match);
  return [...lines.values()].sort((a, b) => rank(a) - rank(b));
}

function wordsOf(rest: readonly DispatchLine[]): string {
  if (rest.length === 0) return "";
  const isAllFar = rest.every(({ match }) => match === "no match");
  return `${rest.length} more ${isAllFar ? (rest.length === 1 ? "does not match" : "do not match") : "are shorter or do not match"}`;
}

/** "10.in-addr.arpa." or "0.168.192.in-addr.arpa. and 127 more zones of this key", with the view. */
export function zoneText({ zone, view, more }: DispatchLine): string {
  const zones = more === 0 ? zone : `${zone} and ${more} more of its key`;
  return view === undefined || view === "" ? zones : `${zones} [view ${view}]`;
}
