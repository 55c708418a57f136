/** Puts together why a reply is as it is, once a watched query is done. */

import type { ServedZone } from "../chain/dispatch.ts";
import { VIEW } from "../chain/dispatch-keys.ts";
import type { Query } from "../chain/query.ts";
import { Reply } from "../chain/reply.ts";
import type { DnsServer } from "../chain/server.ts";
import { className } from "../dns/iana/class.ts";
import { rcodeText } from "../dns/iana/rcode.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import type { Range } from "../text/position.ts";
import { notReachedWords } from "./chain-words.ts";
import type { ExplainedQuestion, Explanation, NotReached, Step, Verdict } from "./explanation.ts";
import { inWords, type PlacedPlugin } from "./in-words.ts";
import type { ServedQuery } from "./listening.ts";
import { serverNotes } from "./server-notes.ts";
import { sentenceText } from "./words.ts";

/** The question in words; all empty for a message that could not be read. */
export function describeQuestion(query: Query | undefined): ExplainedQuestion {
  const question = query?.asked.question[0];
  if (question === undefined) return { name: "", type: "", class: "" };
  return { name: question.name, type: rrtypeName(question.type), class: className(question.class) };
}

/** The reply in few words: of a stream the code of its last message, and the records of all. */
export function describeReply({ sent, written }: Pick<ServedQuery, "sent" | "written">): Explanation["reply"] {
  const last = sent ?? (written?.last === undefined ? undefined : Reply.ofWire(written.last));
  if (last === undefined) return { rcode: "", answers: 0, sent: false };
  const { rcode, answer, edns } = last.message;
  // 16 is BADSIG only where a signature is; in an OPT record it is BADVERS (RFC 6891 section 9).
  return {
    rcode: rcode === 16 && edns !== undefined ? "BADVERS" : rcodeText(rcode),
    answers: written?.records ?? answer.length,
    sent: true,
  };
}

/** The explanation of a query that a server is done with, or of one as far as it has come. */
export function explain(server: DnsServer, served: ServedQuery): Explanation {
  const { query, arrival, choice, steps, outcome, leftOut, tookMicros, unfinished } = served;
  // Plugins may have changed the question since; dispatch saw it as it came.
  const came = query?.withRequest(query.asked);
  const zone = choice === undefined || "refusal" in choice ? undefined : choice;
  const answeredBy = outcome?.answeredBy;
  const decidedAt = answeredBy === undefined ? undefined : lineThatDecided(steps, answeredBy);
  const reply = describeReply(served);
  const dispatch = came === undefined || choice === undefined ? [] : server.dispatcher.describe(came, choice);
  const first = zone === undefined || leftOut === 0 ? undefined : zone.chain.links[leftOut];
  const notes = serverNotes(server, served);
  return {
    ...(first === undefined
      ? {}
      : { counterfactual: { plugin: first.handler.name, at: first.handler.at ?? first.at } }),
    inWords: inWords({
      listener: server.label,
      dispatch,
      server: notes,
      steps,
      answeredBy,
      reply,
      unfinished,
      question: describeQuestion(query),
      unasked: zone === undefined ? [] : answerersNotReached(zone, steps, leftOut),
    }),
    ...(unfinished === true ? { unfinished } : {}),
    question: describeQuestion(query),
    client: { ...arrival.client, transport: arrival.transport },
    listener: server.label,
    dispatch,
    ...(notes.length === 0 ? {} : { server: notes }),
    steps,
    answeredBy,
    decidedAt,
    notReached: zone === undefined ? [] : pluginsNotReached(zone, steps, leftOut),
    reply,
    tookMicros,
  };
}

/** The line of the innermost step of the plugin that answered. */
function lineThatDecided(steps: readonly Step[], plugin: string): Range | undefined {
  for (const step of steps.toReversed()) {
    const within = lineThatDecided(step.steps, plugin);
    if (within !== undefined) return within;
    if (step.plugin === plugin) return step.rule ?? step.at;
  }
  return undefined;
}

type Ended = Exclude<keyof typeof notReachedWords, "outside" | "leftOut">;

/** What the last step tells those after it; any other verdict ended the chain. */
const ENDS: Readonly<Partial<Record<Verdict, Ended>>> = {
  answered: "answered",
  waiting: "waiting",
};

/** The same where the plugin's line stands before that of the one that ended the chain. */
const IN_ORDER: Readonly<Partial<Record<Ended, Ended>>> = {
  answered: "answeredInOrder",
  ended: "endedInOrder",
};

function pluginsNotReached(
  { chain, outside }: ServedZone,
  steps: readonly Step[],
  leftOut: number,
): readonly NotReached[] {
  const last = deepest(steps);
  const inChain = chain.links
    .slice(leftOut + depth(steps))
    .filter(({ handler }) => handler.offers?.get(VIEW) === undefined)
    .map(({ handler, at: link }) => {
      const at = handler.at ?? link;
      return { plugin: handler.name, at, because: last === undefined ? "" : becauseOf(last, at), inRequestPath: true };
    });
  const notInChain = outside.map(({ plugin, at }) => ({
    plugin,
    at,
    because: sentenceText(notReachedWords.outside()),
    inRequestPath: false,
  }));
  const first = chain.links[leftOut]?.handler.name ?? "";
  const before = chain.links.slice(0, leftOut).map(({ handler, at }) => ({
    plugin: handler.name,
    at: handler.at ?? at,
    because: sentenceText(notReachedWords.leftOut({ plugin: first })),
    inRequestPath: true,
  }));
  return [...before, ...inChain, ...notInChain];
}

/** The plugins after the last step that are there to answer. */
function answerersNotReached({ chain }: ServedZone, steps: readonly Step[], leftOut: number): readonly PlacedPlugin[] {
  return chain.links
    .slice(leftOut + depth(steps))
    .filter(({ mayAnswer }) => mayAnswer === true)
    .map(({ handler, at }) => ({ plugin: handler.name, at: handler.at ?? at }));
}

/** Which step ended the chain before a plugin, and that the order of lines is another one where it is. */
function becauseOf({ plugin, verdict, at: ended }: Step, at: Range): string {
  const isWrittenBefore = at.file === ended.file && at.start.offset < ended.start.offset;
  const usual = ENDS[verdict] ?? "ended";
  const code = isWrittenBefore ? (IN_ORDER[usual] ?? usual) : usual;
  return sentenceText(notReachedWords[code]({ plugin }));
}

/** How many plugins in a row the query came to. */
function depth(steps: readonly Step[]): number {
  return steps.reduce((deepestSoFar, step) => Math.max(deepestSoFar, 1 + depth(step.steps)), 0);
}

function deepest(steps: readonly Step[]): Step | undefined {
  const [first, ...more] = steps;
  if (first === undefined) return undefined;
  const step = more.reduce((best, other) => (depth(other.steps) > depth(best.steps) ? other : best), first);
  return deepest(step.steps) ?? step;
}
