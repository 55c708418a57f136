/** Changes questions on their way in and replies on their way out (CoreDNS, plugin rewrite). */
import { afterwards, type Handler, type Next } from "../../chain/handler.ts";
import { type Outcome, type SingleOutcome, unanswered, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { errorReply, requestAfterEcho } from "../../chain/server-replies.ts";
import { eachReply } from "../../chain/stream.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Message, Question } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { applyRules } from "./apply-rules.ts";
import { draftOf, messageOf } from "./draft.ts";
import { explainApplied, explainMissed, explainQuestion, explainReply, explainStop } from "./explain.ts";
import type { Resolve, ResponseRule, Rule } from "./rule.ts";
import { nameOf } from "./text.ts";
import { words } from "./words.ts";

const NAME = "rewrite";

/** A handler that tries the rules in order. `resolve` asks the server itself, for new targets of CNAMEs. */
export function createRewrite(rules: readonly Rule[], resolve: Resolve): Handler {
  return { name: NAME, serve: (query, next, why) => new Rewriting({ rules, resolve }, query, why).serve(next) };
}

interface Settings {
  readonly rules: readonly Rule[];
  readonly resolve: Resolve;
}

/** One query on its way through the rules. */
class Rewriting {
  readonly #settings: Settings;
  readonly #query: Query;
  readonly #why: Why | undefined;
  readonly #asked: Message;
  readonly #question: Question;
  readonly #responseRules: ResponseRule[] = [];

  constructor(settings: Settings, query: Query, why: Why | undefined) {
    this.#settings = settings;
    this.#query = query;
    this.#why = why;
    this.#asked = query.request;
    this.#question = query.question;
  }

  serve(next: Next): Outcome | Promise<Outcome> {
    for (const rule of this.#settings.rules) {
      const before = this.#query.question;
      const responseRules = rule.rewrite(this.#query);
      if (responseRules === undefined) {
        if (this.#why !== undefined) explainMissed(rule, this.#query, this.#why);
        continue;
      }
      if (this.#why !== undefined) explainApplied(rule, this.#why);
      if (this.#query.question !== before && !this.#settleName()) return this.#refuse();
      for (const responseRule of responseRules) this.#responseRules.push(responseRule);
      if (rule.mode === "stop") {
        if (this.#why !== undefined && rule !== this.#settings.rules.at(-1)) explainStop(rule, this.#why);
        return this.#serveBothWays(next);
      }
    }
    if (this.#responseRules.length > 0) return this.#serveBothWays(next);
    if (this.#why !== undefined) this.#explainQuestion(this.#why);
    // As in CoreDNS, without anything to undo the reply keeps the question as the rules left it.
    return next(this.#query);
  }

  /** Gives the new name its one spelling; false when it is no name. */
  #settleName(): boolean {
    const { question, request } = this.#query;
    const name = nameOf(question.name);
    if (name === undefined) return false;
    if (name !== question.name) this.#setQuestion(request, { ...question, name });
    return true;
  }

  #setQuestion(request: Message, question: Question): void {
    this.#query.request = { ...request, question: [question, ...request.question.slice(1)] };
  }

  #refuse(): Outcome {
    const { name } = this.#query.question;
    this.#setQuestion(this.#query.request, this.#question);
    this.#why?.because("failed", words.invalidName({ name }));
    return unanswered(NAME, Rcode.SERVFAIL, `invalid name after rewrite: ${name}`);
  }

  #explainQuestion(why: Why): void {
    explainQuestion(
      {
        asked: this.#asked,
        query: this.#query,
        rules: this.#settings.rules.length,
        waits: this.#responseRules.length > 0,
      },
      why,
    );
  }

  #serveBothWays(next: Next): Outcome | Promise<Outcome> {
    if (this.#why !== undefined) this.#explainQuestion(this.#why);
    return afterwards(next(this.#query), (outcome) => this.#undo(outcome));
  }

  /** Nothing was written yet, so the reply is made here: one that the server makes would pass the rules by. */
  #errorReply(rcode: number): Message {
    const message = errorReply(this.#query, rcode);
    this.#query.request = requestAfterEcho(this.#query);
    return message;
  }

  #undo(outcome: Outcome): Outcome | Promise<Outcome> {
    if (outcome.stream !== undefined) {
      if (this.#isUntouched) return outcome;
      return eachReply(outcome, async ({ message }) => Reply.of(await this.#undoIn(message)));
    }
    const { reply, rcode } = outcome;
    if (reply === undefined && wasWritten(rcode)) return outcome;
    if (reply !== undefined && this.#isUntouched) return outcome;
    const undone = this.#undoIn(reply?.message ?? this.#errorReply(rcode));
    return undone instanceof Promise ? undone.then((after) => withReply(outcome, after)) : withReply(outcome, undone);
  }

  /** True when nothing that was done to the question shows in a reply. */
  get #isUntouched(): boolean {
    return this.#responseRules.length === 0 && this.#query.question === this.#question;
  }

  #undoIn(message: Message): Message | Promise<Message> {
    const draft = draftOf(message);
    const context = { query: this.#query, resolve: this.#settings.resolve, why: this.#why };
    const done = applyRules(draft, this.#responseRules, context);
    const finish = (): Message => {
      const after = messageOf(draft, message, this.#question);
      this.#revertOptions();
      if (this.#why !== undefined) explainReply({ before: message, after }, this.#why);
      return after;
    };
    return done instanceof Promise ? done.then(finish) : finish();
  }

  /** A reply without an OPT record repeats options of the request: not those that should not be seen. */
  #revertOptions(): void {
    const { request } = this.#query;
    const { edns } = request;
    if (edns === undefined) return;
    const options = this.#responseRules.reduceRight((left, rule) => rule.revertOptions?.(left) ?? left, edns.options);
    if (options !== edns.options) this.#query.request = { ...request, edns: { ...edns, options } };
  }
}

function withReply(outcome: SingleOutcome, after: Message): Outcome {
  const rcode = wasWritten(outcome.rcode) ? outcome.rcode : Rcode.NOERROR;
  return { ...outcome, rcode, reply: Reply.of(after), answeredBy: outcome.answeredBy ?? NAME };
}
