/** Which keys decided, and what they have: told to those who watch. */
import type { Query } from "../../chain/query.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Why } from "../../explanation/why.ts";
import { type Sentence, sentenceText } from "../../explanation/words.ts";
import type { BackendRecords } from "../../plugin-kit/backend-records.ts";
import type { KeyValue } from "../../ports/key-values.ts";
import type { KeyLookUp } from "./backend.ts";
import { words } from "./words.ts";

/** So much of a value is shown, and so many keys one by one. */
const SHOWN_VALUE = 200;
const SHOWN_KEYS = 8;

/** What was asked, and what came of it. */
export interface Explained {
  readonly query: Query;
  readonly zone: string;
  readonly looked: readonly KeyLookUp[];
  readonly found: BackendRecords;
  /** True when the query goes on to the next plugin. */
  readonly through: boolean;
  readonly why: Why;
}

/** States the verdict. */
export function explain(explained: Explained): void {
  const { query, looked, found, through, why } = explained;
  if (found.kind === "failed") {
    why.because("failed", failure(looked, found.error));
    return;
  }
  if (found.kind === "nothing") {
    const reason = sentenceText(missing(looked, query));
    if (through) why.because("fell through", words.fallsThrough({ reason }));
    else why.because("answered", words.ends({ reason }));
    return;
  }
  why.because("answered", whatIsThere(explained, found.answer.length > 0));
}

/** The look-up that gave the services of the name that was asked for: of the apex it may be the second. */
function deciding(looked: readonly KeyLookUp[]): number {
  const [first, second] = looked;
  return first?.entries.length === 0 && second !== undefined ? 1 : 0;
}

function whatIsThere({ query, zone, looked, why }: Explained, hasRecords: boolean): Sentence {
  if (query.qtype === RRType.SOA) return words.startOfAuthority({ zone });
  const at = deciding(looked);
  const { key: asked, entries } = looked[at] ?? { key: "", entries: [] };
  const [first, ...others] = entries;
  const qtype = rrtypeName(query.qtype);
  if (first === undefined) return words.leftOut({ asked, qtype });
  if (!hasRecords) return words.otherType({ key: first.key, value: shown(first), qtype });
  for (const entry of others.slice(0, SHOWN_KEYS - 1)) why.note(words.also({ key: entry.key, value: shown(entry) }));
  if (others.length >= SHOWN_KEYS) why.note(words.more({ count: others.length - SHOWN_KEYS + 1 }));
  noteFollowed(looked.slice(at + 1), why);
  if (others.length === 0) return words.key({ key: first.key, value: shown(first) });
  return words.keys({ count: entries.length, asked, key: first.key, value: shown(first) });
}

/** Where aliases and targets led. */
function noteFollowed(looked: readonly KeyLookUp[], why: Why): void {
  for (const { key: asked, entries } of looked.slice(0, SHOWN_KEYS)) {
    const [first] = entries;
    if (first === undefined) why.note(words.ledNowhere({ asked }));
    else why.note(words.led({ asked, key: first.key, value: shown(first) }));
  }
}

function missing(looked: readonly KeyLookUp[], { qtype }: Query): Sentence {
  const asked = looked.at(-1)?.key ?? "";
  if (qtype !== RRType.CNAME && qtype !== RRType.PTR) return words.missing({ asked });
  return words.missingExactly({ asked, qtype: rrtypeName(qtype) });
}

function failure(looked: readonly KeyLookUp[], error: string): Sentence {
  const key = looked.at(-1)?.entries[0]?.key;
  return key !== undefined && error.startsWith(`${key}: `)
    ? words.broken({ key, error: error.slice(key.length + 2) })
    : words.failed({ error });
}

function shown({ value }: KeyValue): string {
  return value.length <= SHOWN_VALUE ? value : `${value.slice(0, SHOWN_VALUE)}…`;
}
