/** Two answers side by side: what is the same, what differs. */

import { endInWords } from "./answer-words.ts";
import { type Answer, explanationOf } from "./answers-slice.ts";

/** One thing about both; `isSame` when they agree. */
interface ComparedFact {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  readonly isSame: boolean;
}

/** A record of either answer section. */
export interface ComparedRecord {
  readonly text: string;
  readonly side: "both" | "left" | "right";
}

export interface Comparison {
  readonly facts: readonly ComparedFact[];
  readonly records: readonly ComparedRecord[];
}

/** The first characters of a configuration's identity, which are enough to tell two apart. */
const SHOWN_OF_IDENTITY = 7;

/** The configuration that answered, shortened for people; undefined when that is not known. */
export function configurationOf(answer: Answer): string | undefined {
  const identity = explanationOf(answer)?.configuration ?? answer.reply?.engine.configuration?.identity;
  return identity?.slice(0, SHOWN_OF_IDENTITY);
}

/** The answer section, a line per record; TTLs run down by themselves and are left out. */
export function answerRecords({ reply }: Answer): readonly string[] {
  if (reply?.received.kind !== "reply") return [];
  return reply.received.message.answer.map(({ name, type, rdata }) => `${name} ${type} ${rdata}`);
}

/** Compares the older answer (left) with the newer one (right). */
export function compareAnswers(left: Answer, right: Answer): Comparison {
  const facts = FACTS.map(([label, factOf]): ComparedFact => {
    const [of, and] = [factOf(left), factOf(right)];
    return { label, left: of, right: and, isSame: of === and };
  });
  const [mine, theirs] = [answerRecords(left), answerRecords(right)];
  const records = [...new Set([...mine, ...theirs])].map((text): ComparedRecord => {
    const isLeft = mine.includes(text);
    return { text, side: isLeft && theirs.includes(text) ? "both" : isLeft ? "left" : "right" };
  });
  return { facts, records };
}

/** Whether code, plugin and records are the same, in whatever order. */
export function isSameAnswer(left: Answer, right: Answer): boolean {
  return summary(left) === summary(right);
}

const summary = (answer: Answer): string =>
  [endInWords(answer), explanationOf(answer)?.answeredBy, ...answerRecords(answer).toSorted()].join("\n");

const FACTS: readonly (readonly [string, (answer: Answer) => string])[] = [
  ["Question", ({ question }) => `${question.name} ${question.type}`],
  ["Code", endInWords],
  ["Answered by", (answer) => explanationOf(answer)?.answeredBy ?? "nobody"],
  ["Configuration", (answer) => configurationOf(answer) ?? "not known"],
  ["Why", (answer) => explanationOf(answer)?.inWords ?? "not known"],
];
