/** Two explanations beside each other: which lines are the same, and where they part. */
import type { Range } from "../text/position.ts";
import type { Explanation, Verdict } from "./explanation.ts";
import { writeChange } from "./explanation-text.ts";
import { type TraceRow, traceOf } from "./trace.ts";

/** One line of one of them. */
export interface ComparedSide {
  /** The plugin, or what the line is about. */
  readonly what: string;
  readonly verdict?: Verdict | undefined;
  readonly sentence: string;
  readonly at?: Range | undefined;
}

/** A line of both; without a side that explanation has none there. */
export interface ComparedRow {
  readonly section: "Question" | "Server block" | "Down the chain" | "On the way back" | "Reply";
  readonly left?: ComparedSide | undefined;
  readonly right?: ComparedSide | undefined;
  readonly isSame: boolean;
}

export interface ComparedExplanations {
  readonly rows: readonly ComparedRow[];
  /** Index of the first row that differs beside the question; undefined when none does. */
  readonly first: number | undefined;
  /** One sentence about it. */
  readonly inWords: string;
}

/** Compares them; places are left out, since lines move in an edit. */
export function compareExplanations(left: Explanation, right: Explanation): ComparedExplanations {
  const [one, other] = [traceOf(left), traceOf(right)];
  const rows = [
    row("Question", questionOf(left), questionOf(right)),
    row("Server block", blockOf(left), blockOf(right)),
    ...aligned("Down the chain", one.down.map(downSide), other.down.map(downSide)),
    ...aligned("On the way back", one.up.map(upSide), other.up.map(upSide)),
    row("Reply", replyOf(left), replyOf(right)),
  ];
  const found = rows.findIndex(({ section, isSame }) => section !== "Question" && !isSame);
  const first = found < 0 ? undefined : found;
  return { rows, first, inWords: first === undefined ? NO_DIFFERENCE : differenceInWords(rows[first]) };
}

const NO_DIFFERENCE = "Both came the same way to the same reply.";

function differenceInWords(differing: ComparedRow | undefined): string {
  const { section = "Reply", left, right } = differing ?? {};
  const told = (side: ComparedSide | undefined): string =>
    side === undefined ? "not there" : (side.verdict ?? side.sentence);
  const what = section === "Reply" || section === "Server block" ? section.toLowerCase() : (left?.what ?? right?.what);
  const isOnlySentence = left?.verdict !== undefined && left.verdict === right?.verdict;
  return isOnlySentence
    ? `They part at ${what}: ${left.sentence} on the left, ${right.sentence} on the right.`
    : `They part at ${what}: ${told(left)} on the left, ${told(right)} on the right.`;
}

function row(
  section: ComparedRow["section"],
  left: ComparedSide | undefined,
  right: ComparedSide | undefined,
): ComparedRow {
  return { section, left, right, isSame: keyOf(left) === keyOf(right) };
}

/** How long something took is never the same twice. */
const TOOK = /\d+(?:\.\d+)? (?:ms|µs)/g;

function keyOf(side: ComparedSide | undefined): string {
  return side === undefined ? "" : [side.what, side.verdict, side.sentence.replaceAll(TOOK, "")].join("\n");
}

/** Plugins of one name stand beside each other, in the longest order that both share. */
function aligned(
  section: ComparedRow["section"],
  left: readonly ComparedSide[],
  right: readonly ComparedSide[],
): readonly ComparedRow[] {
  const shared = sharedLengths(left, right);
  const rows: ComparedRow[] = [];
  let [at, beside] = [0, 0];
  while (at < left.length || beside < right.length) {
    const [mine, theirs] = [left[at], right[beside]];
    if (mine !== undefined && mine.what === theirs?.what) {
      rows.push(row(section, mine, theirs));
      at++;
      beside++;
    } else if (
      theirs === undefined ||
      (mine !== undefined && lengthAt(shared, at + 1, beside) >= lengthAt(shared, at, beside + 1))
    ) {
      rows.push(row(section, mine, undefined));
      at++;
    } else {
      rows.push(row(section, undefined, theirs));
      beside++;
    }
  }
  return rows;
}

type Lengths = readonly (readonly number[])[];

const lengthAt = (lengths: Lengths, at: number, beside: number): number => lengths[at]?.[beside] ?? 0;

/** How many plugins both share in order from each pair of places on. */
function sharedLengths(left: readonly ComparedSide[], right: readonly ComparedSide[]): Lengths {
  const lengths: number[][] = Array.from({ length: left.length + 1 }, () =>
    new Array<number>(right.length + 1).fill(0),
  );
  for (let at = left.length - 1; at >= 0; at--) {
    for (let beside = right.length - 1; beside >= 0; beside--) {
      const isShared = left[at]?.what === right[beside]?.what;
      const own = lengths[at];
      if (own !== undefined) {
        own[beside] = isShared
          ? 1 + lengthAt(lengths, at + 1, beside + 1)
          : Math.max(lengthAt(lengths, at + 1, beside), lengthAt(lengths, at, beside + 1));
      }
    }
  }
  return lengths;
}

function questionOf({ question, client }: Explanation): ComparedSide {
  const { name, type, class: qclass } = question;
  return { what: "question", sentence: `${name} ${qclass} ${type} from ${client.address} over ${client.transport}` };
}

function blockOf({ dispatch, listener }: Explanation): ComparedSide {
  const block = dispatch.find(({ match }) => match === "longest match");
  if (block === undefined) return { what: listener, sentence: "no server block takes it" };
  const view = block.view === undefined || block.view === "" ? "" : `, view ${block.view}`;
  return { what: listener, sentence: `${block.zone}${view}`, at: block.at };
}

function downSide({ step }: TraceRow): ComparedSide {
  const { plugin, verdict, reason, upstream } = step;
  const parts = [reason?.sentence, writeChange(step), upstream === undefined ? undefined : `asked ${upstream}`];
  const sentence = parts.filter((part) => part !== undefined).join("; ");
  return { what: plugin, verdict, sentence, at: step.rule ?? step.at };
}

function upSide({ step: { plugin, at, back } }: TraceRow): ComparedSide {
  const said = back?.reason?.sentence ?? "";
  return { what: plugin, verdict: back?.verdict, sentence: said, at: back?.rule ?? at };
}

function replyOf({ reply, answeredBy }: Explanation): ComparedSide {
  const { rcode, answers, sent } = reply;
  const by = answeredBy === undefined ? "" : ` by ${answeredBy}`;
  return { what: "reply", sentence: sent ? `${rcode}${by}, answers: ${answers}` : "no reply was sent" };
}
