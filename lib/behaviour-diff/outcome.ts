/** What came of a question on one side. */
import type { RecordText } from "../api/ask.ts";
import type { Explanation } from "../explanation/explanation.ts";

/** The sections of a reply. */
interface Sections {
  readonly answer: readonly RecordText[];
  readonly authority: readonly RecordText[];
  readonly additional: readonly RecordText[];
}

/** What came of it. */
export interface Outcome extends Sections {
  /** IANA's word; `none` when no reply came. */
  readonly rcode: string;
  /** Set bits that say something about the answer: `aa tc ra ad`. */
  readonly flags: readonly string[];
  /** The plugin that answered; undefined when none did, or nobody knows. */
  readonly plugin?: string | undefined;
  /** Why no reply came, or the question could not be put. */
  readonly because?: string | undefined;
  /** Upstreams whose answers are not known here and were made up: `192.0.2.53:53`. */
  readonly madeUpBy: readonly string[];
  readonly explanation?: Explanation | undefined;
}

/** The word in the place of a response code when no reply came. */
export const NO_REPLY = "none";

const SHOWN_RECORDS = 2;

/** Codes with which a client is left without an answer. */
const FAILURES: ReadonlySet<string> = new Set([NO_REPLY, "SERVFAIL", "REFUSED", "NOTIMP", "FORMERR", "NOTAUTH"]);

/** Whether a client gets neither an answer nor the word that there is none. */
export function hasFailed({ rcode }: Pick<Outcome, "rcode">): boolean {
  return FAILURES.has(rcode);
}

/** The two sides in few words: `NOERROR 10.1.1.9 (hosts)`, with so much more of them that they can be told apart. */
export function outcomeTexts(before: Outcome, after: Outcome): readonly [before: string, after: string] {
  const ways = [shortRecord, ownedRecord, timedRecord].map((write) =>
    [before, after].map((side) => outcomeText(side, write)),
  );
  const found = ways.find(([old, now]) => old !== now) ?? ways[0] ?? [];
  const [old = "", now = ""] = found;
  return old !== now ? [old, now] : [`${old}${restText(before, after)}`, `${now}${restText(after, before)}`];
}

type WriteRecord = (record: RecordText) => string;

const shortRecord: WriteRecord = ({ type, rdata }) => (type === "A" || type === "AAAA" ? rdata : `${type} ${rdata}`);
const ownedRecord: WriteRecord = ({ name, type, rdata }) => `${name} ${type} ${rdata}`;
const timedRecord: WriteRecord = ({ name, ttlSeconds, type, rdata }) => `${name} ${ttlSeconds} ${type} ${rdata}`;

function outcomeText({ rcode, answer, plugin, because, madeUpBy }: Outcome, write: WriteRecord): string {
  const shown = answer.slice(0, SHOWN_RECORDS).map(write);
  const more = answer.length > shown.length ? [`and ${answer.length - shown.length} more`] : [];
  const reply =
    rcode === NO_REPLY ? ["no reply", ...(because === undefined ? [] : [`(${because})`])] : [rcode, ...shown, ...more];
  const what = madeUpBy.length > 0 ? [`asked of ${madeUpBy.join(", ")}`] : reply;
  return [...what, ...(plugin === undefined ? [] : [`(${plugin})`])].join(" ");
}

/** What one side has in its flags and other sections, and the other has not. */
function restText(one: Outcome, other: Outcome): string {
  const flags = one.flags.filter((flag) => !other.flags.includes(flag)).map((flag) => `flag ${flag}`);
  const records = (["answer", "authority", "additional"] as const).flatMap((section) => {
    const theirs = new Set(other[section].map(timedRecord));
    return one[section]
      .map(timedRecord)
      .filter((record) => !theirs.has(record))
      .map((record) => `${section}: ${record}`);
  });
  const rest = [...flags, ...records];
  return rest.length === 0 ? "" : `, ${rest.slice(0, SHOWN_RECORDS).join(", ")}`;
}
