/**
 * Questions with how often they were asked, in bounded memory: of each question some clients are kept apart, and when the
 * table is full those that were asked least go first (lossy counting). What went is told.
 */
import type { AskedQuestion } from "../questions/asked-question.ts";
import { addCode, type CodeCount, codesOf, hasCode, type Row, rowOf, sumCodes } from "./question-row.ts";
import type { SeenQuestion } from "./sink.ts";

const MOST_QUESTIONS = 50_000;
/** A sweep that frees less than this part of the table makes the next one come too soon. */
const LEAST_FREED = 0.1;
/** Clients that are kept apart for one question, and those that may join because they were replied to otherwise. */
const MOST_CLIENTS = 4;
const MOST_OTHER_CLIENTS = 4;
/** Addresses are kept once, up to so many. */
const MOST_ADDRESSES = 20_000;
const DO = "do";

/** A question that a client asked; queries of clients that are not kept apart count with one of those that are. */
export interface CountedQuestion extends AskedQuestion {
  readonly count: number;
  /** The codes of the replies that were seen, the most frequent first. */
  readonly codes: readonly CodeCount[];
}

interface Group {
  count: number;
  readonly first: Row;
  others: Row[] | undefined;
}

export class QuestionTable {
  #groups = new Map<string, Group>();
  readonly #addresses = new Map<string, string>();
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

  /** How many questions are in the table, whoever asked them. */
  get size(): number {
    return this.#groups.size;
  }

  /** How many queries were for questions that are in the table no more. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Counts a query; gives the row in which its reply counts. */
  add(question: SeenQuestion, code: string | undefined): Row {
    const { name, type, class: qclass, via = "", do: dnssecOk } = question;
    const key = `${name}\t${type}\t${qclass}\t${via}\t${dnssecOk === true ? DO : ""}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= this.#most) this.#sweep();
      group = { count: 0, first: rowOf(this.#address(question.from)), others: undefined };
      this.#groups.set(key, group);
    }
    const row = this.#rowIn(group, question.from, code);
    this.#asked += 1;
    group.count += 1;
    row.count += 1;
    if (code !== undefined) addCode(row, code);
    return row;
  }

  /** Of the most asked questions first; at most so many. */
  list(most = Number.POSITIVE_INFINITY): readonly CountedQuestion[] {
    const sorted = [...this.#groups].sort(([, left], [, right]) => right.count - left.count);
    const listed: CountedQuestion[] = [];
    for (const [key, { first, others = [] }] of sorted) {
      for (const row of [first, ...others]) {
        if (listed.length >= most) return listed;
        if (row.count > 0) listed.push(this.#question(key, row));
      }
    }
    return listed;
  }

  /** How many replies had each code, the most frequent first. */
  codes(): readonly CodeCount[] {
    return sumCodes([...this.#groups.values()].flatMap(({ first, others = [] }) => [first, ...others]));
  }

  #rowIn(group: Group, from: string | undefined, code: string | undefined): Row {
    const { first, others = [] } = group;
    if (first.from === from) return first;
    const own = others.find((row) => row.from === from);
    if (own !== undefined) return own;
    const alike = code === undefined || hasCode(first, code) ? first : others.find((row) => hasCode(row, code));
    const room = alike === undefined ? MOST_CLIENTS + MOST_OTHER_CLIENTS : MOST_CLIENTS;
    if (others.length + 1 >= room) return alike ?? first;
    const row = rowOf(this.#address(from));
    group.others = [...others, row];
    return row;
  }

  /** A copy of its own: a piece of a line would keep all of that line in memory. */
  #address(from: string | undefined): string | undefined {
    if (from === undefined) return undefined;
    const known = this.#addresses.get(from);
    if (known !== undefined) return known;
    if (this.#addresses.size >= MOST_ADDRESSES) this.#addresses.clear();
    this.#addresses.set(from, from);
    return from;
  }

  #question(key: string, row: Row): CountedQuestion {
    const [name = "", type = "", qclass = "", via = "", dnssecOk = ""] = key.split("\t");
    return {
      name,
      type,
      ...(qclass === "IN" ? {} : { class: qclass }),
      ...(row.from === undefined ? {} : { from: row.from }),
      ...(via === "udp" || via === "tcp" ? { via } : {}),
      ...(dnssecOk === DO ? { do: true } : {}),
      count: row.count,
      source: this.#source,
      codes: codesOf(row),
    };
  }

  #sweep(): void {
    const enough = this.#most * (1 - LEAST_FREED);
    for (let most = 1; this.#groups.size > 0 && this.#groups.size >= enough; most *= 2) {
      // A table that many rows are taken out of is larger than a new one.
      const kept = new Map<string, Group>();
      for (const [key, group] of this.#groups) {
        if (group.count > most) kept.set(key, group);
        else this.#dropped += group.count;
      }
      this.#groups = kept;
    }
  }
}
