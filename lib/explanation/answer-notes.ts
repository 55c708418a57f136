/** Answers that clients do not take for one: of another name, or of another type. */
import { RRType, rrtypeName } from "../dns/iana/rrtype.ts";
import type { Message, Question, ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, isAtOrBelow } from "../dns/name/name.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import type { Note } from "./explanation.ts";
import type { ServedQuery } from "./listening.ts";
import { serverNote } from "./server-notes.ts";
import { serverWords } from "./server-words.ts";

/** Notes about a reply with an answer that is none to the question. */
export function answerNotes({ query, outcome }: ServedQuery): readonly Note[] {
  const question = query?.asked.question[0];
  const message = readable(outcome);
  if (question === undefined || message === undefined || message.answer.length === 0) return [];
  const { answer } = message;
  const qname = canonical(question.name);
  const names = namesFrom(answer, qname);
  const own = answer.filter(({ name }) => names.has(canonical(name)));
  if (
    own.length === 0 &&
    !answer.some((record) => record.type === RRType.DNAME && isAtOrBelow(qname, canonical(record.name)))
  ) {
    const owners = [...new Set(answer.map(({ name }) => name))].slice(0, MOST_OWNERS).join(", ");
    return [serverNote(serverWords.otherOwner({ qname, owners }))];
  }
  if (own.some(({ type }) => isAskedFor(type, question))) return [];
  const types = [...new Set(own.map(({ type }) => rrtypeName(type)))].join(", ");
  return own.length === 0 ? [] : [serverNote(serverWords.otherRecords({ types, qtype: rrtypeName(question.type) }))];
}

const MOST_OWNERS = 3;

/** The name that was asked for and those that its aliases lead to. */
function namesFrom(answer: readonly ResourceRecord[], qname: CanonicalName): ReadonlySet<CanonicalName> {
  const names = new Set([qname]);
  for (const name of names) {
    for (const { name: owner, rdata } of answer) {
      if (rdata.kind === "CNAME" && canonical(owner) === name) names.add(canonical(rdata.target));
    }
  }
  return names;
}

/** ANY, transfers and aliases are answered by records of any type. */
function isAskedFor(type: number, { type: qtype }: Question): boolean {
  const isOfAnyType = qtype === RRType.ANY || qtype === RRType.AXFR || qtype === RRType.IXFR;
  return isOfAnyType || type === qtype || type === RRType.CNAME;
}

function readable(outcome: ServedQuery["outcome"]): Message | undefined {
  try {
    return outcome?.reply?.message;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
