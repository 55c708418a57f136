/**
 * The recording side of `why`: a query that somebody watches walks the same chain, and each plugin's step is written
 * down with what it said, or with what can be told from outside when it said nothing.
 */

import { type Chain, endOfChain } from "../chain/chain.ts";
import { afterwards, type Next } from "../chain/handler.ts";
import { type Outcome, wasWritten } from "../chain/outcome.ts";
import type { Query } from "../chain/query.ts";
import { stepWatchAt, untilEnd } from "../chain/step-watch.ts";
import type { Message } from "../dns/message/message.ts";
import { writeQuestion } from "../dns/text/record.ts";
import type { Clock } from "../ports/clock.ts";
import type { Range } from "../text/position.ts";
import { chainWords } from "./chain-words.ts";
import type { AskedHere, Note, Reason, ReplyChange, Step, Verdict, WayBack } from "./explanation.ts";
import { observed } from "./observe.ts";
import { reasonOf } from "./reason.ts";
import { compareReplies } from "./reply-changes.ts";
import type { Particulars, QuestionSource, Why } from "./why.ts";
import type { Sentence } from "./words.ts";

/** Waits for a question at the listeners of the same configuration; `asked` is told that it came, and again why it was answered. */
export type Follow = (source: QuestionSource, asked: (asked: AskedHere) => void) => void;

/** What a walk is recorded with. */
export interface Recording {
  readonly clock: Clock;
  readonly follow?: Follow | undefined;
  /** The place in the chain at which the walk begins; its start if left out. */
  readonly from?: number | undefined;
  /** Where the steps go; complete once the outcome is there. */
  readonly steps: Step[];
  /** How each step stands that is not done. */
  readonly open: Map<Step, () => Step>;
  /** Told of the query at each plugin that it comes to. */
  readonly came?: ((query: Query) => void) | undefined;
}

/** The steps as they stand now, those that are not done with what is known of them. */
export function stepsSoFar({ steps, open }: Pick<Recording, "steps" | "open">): Step[] {
  return steps.map((recorded) => {
    const step = open.get(recorded)?.() ?? recorded;
    return { ...step, notes: [...step.notes], steps: stepsSoFar({ steps: [...step.steps], open }) };
  });
}

/** Sends a query through the chain and records each step. What a plugin throws is thrown on, its step recorded. */
export function walkWatched(chain: Chain, query: Query, recording: Recording): Outcome | Promise<Outcome> {
  return new Walker(chain, recording).next(recording.from ?? 0, recording.steps)(query);
}

class Walker {
  readonly #chain: Chain;
  readonly #clock: Clock;
  readonly #follow: Follow | undefined;
  readonly #open: Recording["open"];
  readonly #came: Recording["came"];

  constructor(chain: Chain, { clock, follow, open, came }: Recording) {
    this.#chain = chain;
    this.#clock = clock;
    this.#follow = follow;
    this.#open = open;
    this.#came = came;
  }

  /** The rest of the chain from `index` on, its steps recorded into `steps`. */
  next(index: number, steps: Step[]): Next {
    const link = this.#chain.links[index];
    if (link === undefined) return endOfChain(this.#chain.links);
    return Object.assign((query: Query) => this.#step(index, steps, query), { plugin: link.handler.name });
  }

  #step(index: number, steps: Step[], query: Query): Outcome | Promise<Outcome> {
    const link = this.#chain.links[index];
    if (link === undefined) return endOfChain(this.#chain.links)(query);
    const { handler } = link;
    this.#came?.(query);
    const pen = new Pen({ plugin: handler.name, at: handler.at ?? link.at }, query, this.#follow);
    const opened = pen.opened();
    const at = steps.push(opened) - 1;
    const startedMs = this.#clock.monotonicMs();
    const micros = (): number => (this.#clock.monotonicMs() - startedMs) * 1000;
    this.#open.set(opened, () => pen.soFar(micros()));
    const close = (outcome: Outcome | undefined): void => {
      this.#open.delete(opened);
      steps[at] = pen.step(micros(), outcome);
    };
    const inner = this.next(index + 1, pen.steps);
    const following = Object.assign(
      (passed: Query): Outcome | Promise<Outcome> => {
        pen.passes(passed);
        return afterwards(inner(passed), (outcome) => pen.came(outcome));
      },
      { plugin: inner.plugin },
    );
    try {
      const end = stepWatchAt(this.#chain.links, index)?.(query, handler.name);
      const serve = (): Outcome | Promise<Outcome> => handler.serve(query, following, pen);
      return observed(end === undefined ? serve() : untilEnd(end, serve), close);
    } catch (error) {
      close(undefined);
      throw error;
    }
  }
}

interface Stated extends Particulars {
  readonly verdict: Verdict;
  readonly reason?: Reason | undefined;
}

/** The pen of one step. */
class Pen implements Why {
  readonly steps: Step[] = [];
  readonly #notes: Note[] = [];
  readonly #used: Range[] = [];
  readonly #plugin: string;
  readonly #at: Range;
  readonly #asked: Message;
  readonly #follow: Follow | undefined;
  readonly #askedHere: AskedHere[] = [];
  #passed: Message | undefined;
  #came: Outcome | undefined;
  #stated: Stated | undefined;
  #back: Omit<WayBack, "changes"> | undefined;
  #waits: (() => Stated) | undefined;

  constructor({ plugin, at }: Pick<Step, "plugin" | "at">, query: Query, follow: Follow | undefined) {
    this.#plugin = plugin;
    this.#at = at;
    this.#asked = query.request;
    this.#follow = follow;
  }

  because(verdict: Verdict, sentence: Sentence, { rule, before, after, upstream }: Particulars = {}): void {
    this.#stated = { verdict, reason: this.#reason(sentence, rule), rule, before, after, upstream };
  }

  back(verdict: "changed" | "observed", sentence: Sentence, { rule }: Pick<Particulars, "rule"> = {}): void {
    this.#back = { verdict, reason: this.#reason(sentence, rule), rule };
  }

  asks(source: QuestionSource): void {
    let place: number | undefined;
    this.#follow?.(source, (asked) => {
      place ??= this.#askedHere.length;
      this.#askedHere[place] = asked;
    });
  }

  nests(asked: AskedHere): void {
    this.#askedHere.push(asked);
  }

  note(sentence: Sentence, { rule }: Pick<Particulars, "rule"> = {}): void {
    const reason = this.#reason(sentence, rule);
    // What is said of each of several attempts is told once.
    if (this.#notes.some((note) => note.reason.sentence === reason.sentence)) return;
    this.#notes.push(rule === undefined ? { reason } : { reason, rule });
  }

  uses(line: Range): void {
    if (!this.#used.some((one) => one.file === line.file && one.start.line === line.start.line)) this.#used.push(line);
  }

  waits(tell: () => Sentence, { upstream }: Pick<Particulars, "upstream"> = {}): void {
    this.#waits = () => ({ verdict: "waiting", reason: this.#reason(tell(), undefined), upstream });
  }

  /** The plugin hands the query on. */
  passes(query: Query): void {
    this.#passed = query.request;
    this.#came = undefined;
  }

  /** What came back from the plugins behind it. */
  came(outcome: Outcome): Outcome {
    this.#came = outcome;
    return outcome;
  }

  /** The step before anything is known of it: it holds the place of those within it. */
  opened(): Step {
    return {
      plugin: this.#plugin,
      at: this.#at,
      verdict: "failed",
      notes: this.#notes,
      tookMicros: 0,
      askedHere: this.#askedHere,
      steps: this.steps,
    };
  }

  /** The step while it is not done. */
  soFar(tookMicros: number): Step {
    return { ...this.opened(), ...this.#standing(), tookMicros: Math.max(0, Math.round(tookMicros)) };
  }

  #standing(): Stated {
    if (this.#stated !== undefined) return this.#stated;
    const isWithOthers = this.#passed !== undefined && this.#came === undefined;
    if (isWithOthers) return this.#automatic("passed", chainWords.handedOn());
    return this.#waits?.() ?? this.#automatic("waiting", chainWords.atWork());
  }

  /** The step once it is done. */
  step(tookMicros: number, outcome?: Outcome): Step {
    const stated = this.#stated ?? this.#judge(outcome);
    const back = this.#wayBack(stated, outcome);
    return {
      plugin: this.#plugin,
      at: this.#at,
      ...stated,
      notes: this.#notes,
      tookMicros: Math.max(0, Math.round(tookMicros)),
      ...(back === undefined ? {} : { back }),
      ...(this.#used.length === 0 ? {} : { used: this.#used }),
      ...(this.#askedHere.length === 0 ? {} : { askedHere: this.#askedHere }),
      steps: this.steps,
    };
  }

  #reason(sentence: Sentence, rule: Range | undefined): Reason {
    return reasonOf(this.#plugin, sentence, rule ?? this.#at);
  }

  /** What a plugin that said nothing of the question did with it, as far as it shows. */
  #judge(outcome: Outcome | undefined): Stated {
    if (outcome === undefined) return this.#automatic("failed", chainWords.threw());
    if (this.#passed === undefined) {
      if (repliesOf(outcome) !== undefined) return this.#automatic("answered", chainWords.answered());
      return wasWritten(outcome.rcode)
        ? this.#automatic("refused", chainWords.silent())
        : this.#automatic("failed", chainWords.failed());
    }
    if (!isSameQuestion(this.#asked, this.#passed)) {
      const shown = { before: questionText(this.#asked), after: questionText(this.#passed) };
      return { ...this.#automatic("changed", chainWords.changedQuestion()), ...shown };
    }
    if (this.#back !== undefined) return { verdict: this.#back.verdict === "observed" ? "observed" : "passed" };
    const own = repliesOf(outcome);
    const theirs = repliesOf(this.#came);
    if (own === theirs) return this.#automatic("passed", chainWords.passedOn());
    if (own === undefined) return this.#automatic("refused", chainWords.silent());
    if (theirs === undefined) return this.#automatic("answered", chainWords.answered());
    return this.#changes(outcome).length === 0
      ? this.#automatic("passed", chainWords.passedOn())
      : { verdict: "passed" };
  }

  /** What became of the reply that came back; of one that this plugin made itself there is nothing to tell. */
  #wayBack({ verdict }: Stated, outcome: Outcome | undefined): WayBack | undefined {
    if (verdict === "answered") return undefined;
    const changes = this.#changes(outcome);
    if (this.#back !== undefined) return { ...this.#back, changes };
    if (changes.length === 0) return undefined;
    return { ...this.#automatic("changed", chainWords.changedAnswer()), changes };
  }

  #changes(outcome: Outcome | undefined): readonly ReplyChange[] {
    const own = outcome?.reply;
    const theirs = this.#came?.reply;
    if (own === theirs || own === undefined || theirs === undefined) return [];
    return compareReplies(theirs.message, own.message);
  }

  #automatic(verdict: Verdict, sentence: Sentence): Stated & { readonly reason: Reason } {
    return { verdict, reason: reasonOf("chain", sentence) };
  }
}

/** The reply of an outcome, or its stream. */
function repliesOf(outcome: Outcome | undefined): Outcome["reply"] | Outcome["stream"] {
  return outcome?.stream ?? outcome?.reply;
}

function isSameQuestion(one: Message, other: Message): boolean {
  if (one.question === other.question) return true;
  const [asked] = one.question;
  const [passed] = other.question;
  return asked?.name === passed?.name && asked?.type === passed?.type && asked?.class === passed?.class;
}

function questionText(message: Message): string {
  return message.question.map(writeQuestion).join("\n");
}
