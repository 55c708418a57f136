/** For tests of plugins: one query through one handler, and what the handler told of it. */
import { lines, nextOf, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import type { Handler, Next } from "../../chain/handler.ts";
import { answered, type Outcome, streamed, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Verdict } from "../../explanation/explanation.ts";
import type { Why } from "../../explanation/why.ts";
import { sentenceText } from "../../explanation/words.ts";
import type { Range } from "../../text/position.ts";

/** What the rest of the chain does with a query. */
export type Following = (query: Query) => Outcome | Promise<Outcome>;

/** The next plugin, named `next`, replies so. */
export function replying(fields: ReplyLines = {}): Following {
  return ({ request }) => answered("next", Reply.of(reply(request, fields)));
}

/** The next plugin gives a stream of these replies. */
export function streaming(...replies: readonly ReplyLines[]): Following {
  return ({ request }) =>
    streamed(
      "next",
      replies.map((fields) => Reply.of(reply(request, fields))),
    );
}

/** The next plugin writes no reply. */
export function failing(rcode: number, errorText?: string): Following {
  return () => unanswered("next", rcode, errorText);
}

/** Nothing comes next, and whoever asks fails the test. */
const NOBODY: Following = () => {
  throw new Error("the query was passed on");
};

/** What came of a query. */
export interface Served {
  readonly outcome: Outcome;
  readonly message: Message | undefined;
  /** The reply's answer section as lines. */
  readonly answer: readonly string[];
  /** The replies of a stream, when the client has taken them all; empty without one. */
  readonly streamed: readonly Message[];
  /** The query as the next plugin saw it; undefined when it came to none. */
  readonly passedOn: Query | undefined;
  /** The request as it was when it was passed on. */
  readonly requestPassedOn: Message | undefined;
  readonly verdict: Verdict | undefined;
  readonly sentence: string | undefined;
  /** `changed: ...` or `observed: ...` on the way back. */
  readonly wayBack: string | undefined;
  readonly notes: readonly string[];
  /** The line that decided. */
  readonly rule: Range | undefined;
  /** Lines that had a part in it, `FILE:LINE`. */
  readonly used: readonly string[];
}

class Pen implements Why {
  verdict: Verdict | undefined;
  sentence: string | undefined;
  rule: Range | undefined;
  readonly notes: string[] = [];
  /** What it waits for, as it would be told now. */
  waiting: (() => string) | undefined;

  /** What it did on the way back. */
  wayBack: string | undefined;

  because: Why["because"] = (verdict, sentence, particulars) => {
    this.verdict = verdict;
    this.sentence = sentenceText(sentence);
    this.rule = particulars?.rule;
  };

  back: Why["back"] = (verdict, sentence) => {
    this.wayBack = `${verdict}: ${sentenceText(sentence)}`;
  };

  asks: Why["asks"] = () => undefined;

  nests: Why["nests"] = () => undefined;

  waits: Why["waits"] = (tell) => {
    this.waiting = () => sentenceText(tell());
  };

  note: Why["note"] = (sentence) => {
    this.notes.push(sentenceText(sentence));
  };

  readonly used: string[] = [];

  uses: Why["uses"] = ({ file, start }) => {
    this.used.push(`${file}:${start.line}`);
  };
}

/** Sends a watched query through a handler; `then` is the rest of the chain, none fails the test when it is asked. */
export async function serve(handler: Handler, query: Query, then: Following = NOBODY): Promise<Served> {
  const pen = new Pen();
  let passedOn: Query | undefined;
  let requestPassedOn: Message | undefined;
  const next: Next = nextOf(
    (passed) => {
      passedOn = passed;
      requestPassedOn = passed.request;
      return then(passed);
    },
    then === NOBODY ? undefined : "next",
  );
  const outcome = await handler.serve(query, next, pen);
  const message = outcome.reply?.message;
  const replies: Message[] = [];
  for await (const one of outcome.stream ?? []) replies.push(one.message);
  const { verdict, sentence, wayBack, notes, rule, used } = pen;
  return {
    outcome,
    message,
    answer: lines(message?.answer ?? []),
    streamed: replies,
    passedOn,
    requestPassedOn,
    verdict,
    sentence,
    wayBack,
    notes,
    rule,
    used,
  };
}
