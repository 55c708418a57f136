/**
 * Questions with how often they were asked, in bounded memory: when the table is full those that were asked least go first
 * (lossy counting), and what went is told.
 */
import type { AskedQuestion } from "../questions/asked-question.ts";
import type { SeenQuestion } from "./sink.ts";

const MOST_QUESTIONS = 100_000;
/** A sweep that frees less than this part of the table makes the next one come too soon. */
const LEAST_FREED = 0.1;
/** Codes that are kept apart for one question. */
const MOST_CODES = 8;
const DO = "do";

/** A code, and how many replies had it; `-` for queries that got none. */
export interface CodeCount {
  readonly code: string;
  readonly count: number;
}

/** A question that was asked. */
export interface CountedQuestion extends AskedQuestion {
  readonly count: number;
  /** The codes of the replies that were seen, the most frequent first. */
  readonly codes: readonly CodeCount[];
}

/** The place of a question in the table. */
export interface Row {
  count: number;
  /** The codes in the order in which they came first. */
  codes: string[];
  counts: number[];
}

export class QuestionTable {
  readonly #rows = new Map<string, Row>();
  readonly #most: number;
  readonly #source: string;
  #asked = 0;
  #dropped = 0;

  constructor(source: string, most = MOST_QUESTIONS) {
    this.#source = source;
    this.#most = most;
  }

  /** How many queries were counted, those of questions that were dropped included. */
  get asked(): number {
    return this.#asked;
  }

  /** How many questions are in the table. */
  get size(): number {
    return this.#rows.size;
  }

  /** How many queries were for questions that are in the table no more. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Counts a query. */
  add(question: SeenQuestion, code: string | undefined): Row {
    // The key is a text of its own: pieces of a line would keep all of what was read in memory.
    const key = `${question.name}\t${question.type}\t${question.class}\t${question.from ?? ""}\t${question.via ?? ""}\t${question.do === true ? DO : ""}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      if (this.#rows.size >= this.#most) this.#sweep();
      row = { count: 0, codes: [], counts: [] };
      this.#rows.set(key, row);
    }
    this.#asked += 1;
    row.count += 1;
    if (code !== undefined) addCode(row, code);
    return row;
  }

  /** The most asked first; at most so many. */
  list(most = Number.POSITIVE_INFINITY): readonly CountedQuestion[] {
    const sorted = [...this.#rows].sort(([, left], [, right]) => right.count - left.count);
    return (sorted.length > most ? sorted.slice(0, most) : sorted).map(([key, row]) => this.#question(key, row));
  }

  /** How many replies had each code, the most frequent first. */
  codes(): readonly CodeCount[] {
    const sums = new Map<string, number>();
    for (const { codes, counts } of this.#rows.values()) {
      for (const [at, code] of codes.entries()) sums.set(code, (sums.get(code) ?? 0) + (counts[at] ?? 0));
    }
    return byCount(sums);
  }

  #question(key: string, { count, codes, counts }: Row): CountedQuestion {
    const [name = "", type = "", qclass = "", from = "", via = "", dnssecOk = ""] = key.split("\t");
    return {
      name,
      type,
      ...(qclass === "IN" ? {} : { class: qclass }),
      ...(from === "" ? {} : { from }),
      ...(via === "udp" || via === "tcp" ? { via } : {}),
      ...(dnssecOk === DO ? { do: true } : {}),
      count,
      source: this.#source,
      codes: byCount(new Map(codes.map((code, at) => [code, counts[at] ?? 0]))),
    };
  }

  #sweep(): void {
    const enough = Math.max(1, this.#most * LEAST_FREED);
    for (let most = 1, freed = 0; freed < enough; most *= 2) {
      for (const [key, { count }] of this.#rows) {
        if (count > most) continue;
        this.#rows.delete(key);
        this.#dropped += count;
        freed += 1;
      }
    }
  }
}

/** Counts the code of a reply. */
export function addCode(row: Row, code: string): void {
  const at = row.codes.indexOf(code);
  if (at >= 0) row.counts[at] = (row.counts[at] ?? 0) + 1;
  else if (row.codes.length < MOST_CODES) {
    row.codes.push(code);
    row.counts.push(1);
  }
}

function byCount(counts: ReadonlyMap<string, number>): readonly CodeCount[] {
  return [...counts].map(([code, count]) => ({ code, count })).sort((left, right) => right.count - left.count);
}
