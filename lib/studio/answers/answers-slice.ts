/** Questions that were asked, with what came back: the newest first. */
import type { AskReply, AskRequest } from "../../api/ask.ts";
import type { BesideBuiltIn } from "../../api/coredns.ts";
import type { QuerySummary } from "../../api/events.ts";
import type { Failure } from "../../api/failure.ts";
import { distributionInWords } from "../../explanation/distribution.ts";
import type { Explanation } from "../../explanation/explanation.ts";
import { failureOf } from "../api-client.ts";
import { isTextLive } from "../engine-slice.ts";
import type { SliceContext, StudioState } from "../slice.ts";
import { askCorednsFor, besideInWords } from "./ask-coredns.ts";
import { isSameAnswer } from "./compare-answers.ts";
import { type QuestionState, toAskRequest } from "./question-slice.ts";
import { type Repeated, repeat } from "./repeat.ts";
import { failureSentence, replyInWords } from "./reply-words.ts";
import { showRun, showServed } from "./show-answer.ts";

/** How many answers are kept. */
export const MAX_ANSWERS = 50;

/** One question and its end. */
export interface Answer {
  readonly id: string;
  readonly question: QuestionState;
  readonly askedAtMs: number;
  /** The plugin that the question was put to past others: its reply is what would have been. */
  readonly anyway?: AskRequest["anyway"];
  /** What was different when it was asked: its reply is what would be. */
  readonly whatIf?: WhatWas;
  readonly state: "working" | "done" | "failed";
  readonly reply?: AskReply;
  /** Of a question that was asked many times: how often which reply came. `reply` is one of them. */
  readonly repeated?: Repeated;
  /** Of one that the user's own CoreDNS is asked: what our engine gave, once it has replied. */
  readonly engine?: "coredns";
  readonly beside?: BesideBuiltIn;
  /** A query that somebody else asked and the engine served; only that end has its records. */
  readonly observed?: Observed;
  readonly failure?: Failure;
}

/** What was different, in words, and whether that was the text: then the lines are not those of the editor. */
interface WhatWas {
  readonly words: string;
  readonly isOtherText: boolean;
}

/** What is known of a query that the engine served. */
export interface Observed {
  readonly query: QuerySummary;
  /** Missing when it was not watched, or is too long ago. */
  readonly explanation: Explanation | undefined;
  /** The test that asked it, on an engine of its own. */
  readonly test?: string;
}

/** Why it was answered as it was, when that is known. */
export function explanationOf({ reply, observed }: Answer): Explanation | undefined {
  return reply?.explanation ?? observed?.explanation;
}

export interface AnswersState {
  readonly list: readonly Answer[];
  readonly selectedId: string | undefined;
  /** The answer that others are compared with. */
  readonly pinnedId: string | undefined;
  /** Whether Why shows the answer in front beside the pinned one. */
  readonly isComparing: boolean;
  /** Index of the step that stands out in Why, chain and editor. */
  readonly selectedStep: number | undefined;
}

export const INITIAL_ANSWERS: AnswersState = {
  list: [],
  selectedId: undefined,
  pinnedId: undefined,
  isComparing: false,
  selectedStep: undefined,
};

/** How what stands in the query bar is asked. */
interface AskOptions {
  readonly again?: boolean;
  /** Another question than the one in the query bar. */
  readonly question?: QuestionState;
  /** How often; as the question says if left out. */
  readonly times?: number;
  /** Puts the question of the answer in front to a plugin that it did not come to. */
  readonly anyway?: AskRequest["anyway"];
}

export interface AnswersActions {
  /** Asks what stands in the query bar. `again` takes the place of the newest answer instead of going before it. */
  ask(options?: AskOptions): Promise<void>;
  cancelAsk(id: string): Promise<void>;
  selectAnswer(id: string): void;
  /** Puts an old question back into the query bar. */
  recallQuestion(id: string): void;
  /** Puts a query that the engine served in front, with its explanation. */
  showServed(query: QuerySummary): Promise<void>;
  /** Takes the history of an earlier visit, unless something was asked already. */
  takeHistory(list: readonly Answer[]): void;
  /** Asks questions of the history once more, the oldest first, and tells how many are answered otherwise now. */
  askAgain(ids: readonly string[]): Promise<void>;
  /** Puts one of the different replies of a question that was asked many times in front. */
  showRun(id: string, label: string): void;
  /** Keeps an answer beside which others can be put; undefined lets it go. */
  pin(id: string | undefined): void;
  /** Puts the answer in front and the pinned one side by side, or no longer. */
  compare(isComparing: boolean): void;
  selectStep(index: number | undefined): void;
  clearHistory(): void;
}

/** The answer that is in front. */
export function selectedAnswer({ list, selectedId }: AnswersState): Answer | undefined {
  return list.find(({ id }) => id === selectedId);
}

/** The same, unless its lines are those of another text than the editor's. */
export function placedAnswer(answers: AnswersState): Answer | undefined {
  const answer = selectedAnswer(answers);
  return answer?.whatIf?.isOtherText === true ? undefined : answer;
}

/** The pinned answer, when another one is in front and both can be explained. */
export function pinnedBeside(answers: AnswersState): Answer | undefined {
  const pinned = answers.list.find(({ id }) => id === answers.pinnedId);
  const inFront = selectedAnswer(answers);
  if (pinned === undefined || inFront === undefined || pinned.id === inFront.id) return undefined;
  return explanationOf(pinned) === undefined || explanationOf(inFront) === undefined ? undefined : pinned;
}

/** True unless the configuration that answered is that of the text as it is now. */
export function isStale(answer: Answer, now: Pick<StudioState, "engine" | "problems" | "workspace">): boolean {
  const { state, reply, observed } = answer;
  // What would be was never what is.
  if (answer.whatIf !== undefined) return false;
  if (state !== "done" || (reply === undefined && observed === undefined)) return false;
  const answered = explanationOf(answer)?.configuration ?? reply?.engine.configuration?.identity;
  return !isTextLive(now) || answered !== now.engine.info?.configuration?.identity;
}

/** Makes the answers' actions. */
export function createAnswersActions(context: SliceContext): AnswersActions {
  const { get, patch, api } = context;
  /** Questions that are on their way to the server. */
  const sent = new Set<string>();
  const stopped = new Set<string>();
  const stop = (id: string): void => settle(context, id, { state: "failed", failure: STOPPED });
  return {
    ask: (options = {}) => askQuestion(context, { ...options, sent, stopped }),
    async cancelAsk(id) {
      stopped.add(id);
      // The server replies with how far the question came; of one that is still held back here there is nothing to tell.
      if (!sent.has(id)) stop(id);
      else await api.control({ action: "cancel", askId: id }).catch(() => stop(id));
    },
    selectAnswer: (selectedId) => patch("answers", { selectedId, selectedStep: undefined }),
    recallQuestion(id) {
      const answer = get().answers.list.find((kept) => kept.id === id);
      if (answer === undefined) return;
      patch("question", answer.question);
      patch("answers", { selectedId: id, selectedStep: undefined });
    },
    takeHistory(list) {
      if (get().answers.list.length === 0) patch("answers", { list });
    },
    askAgain: (ids) => askAgain(context, { ids, sent, stopped }),
    showServed: (query) => showServed(context, query),
    showRun: (id, label) => showRun(context, id, label),
    pin: (pinnedId) => patch("answers", { pinnedId, isComparing: false }),
    compare: (isComparing) => patch("answers", { isComparing }),
    selectStep: (selectedStep) => patch("answers", { selectedStep }),
    clearHistory: () => patch("answers", INITIAL_ANSWERS),
  };
}

interface AskingAgain extends UnderWay {
  readonly ids: readonly string[];
}

async function askAgain(context: SliceContext, { ids, ...underWay }: AskingAgain): Promise<void> {
  const { list } = context.get().answers;
  const earlier = list
    .filter(({ id, state, whatIf }) => ids.includes(id) && state !== "working" && whatIf === undefined)
    .toReversed();
  let differing = 0;
  for (const before of earlier) {
    const { question, anyway } = before;
    await askQuestion(context, { ...underWay, question, ...(anyway === undefined ? {} : { anyway }) });
    const [now] = context.get().answers.list;
    if (now !== undefined && !isSameAnswer(before, now)) differing++;
  }
  context.get().actions.announce(`${differing} of ${earlier.length} answers have changed.`);
}

const STOPPED: Failure = { error: "Stopped before it was asked.", help: "Ask again when you like." };

/** Questions that are with the server, and those that somebody has stopped. */
interface UnderWay {
  readonly sent: Set<string>;
  readonly stopped: Set<string>;
}

interface Asking extends AskOptions, UnderWay {}

async function askQuestion(context: SliceContext, options: Asking): Promise<void> {
  const { again = false, sent, stopped } = options;
  const { get, patch, api, nowMs } = context;
  const previous = again ? get().answers.list[0] : undefined;
  // The user's own CoreDNS is started on request only, never by an edit.
  if (previous?.engine === "coredns") return;
  const anyway = options.anyway ?? previous?.anyway;
  const inFront = options.anyway === undefined ? undefined : selectedAnswer(get().answers);
  const question = options.question ?? (previous ?? inFront)?.question ?? get().question;
  if (question.name.trim() === "") return;
  const { answers, engine } = get();
  const wanted = options.times ?? question.times;
  const asksCoredns = engine.chosen === "coredns" && !again && wanted === 1 && anyway === undefined;
  const askedAtMs = nowMs();
  const id = `${askedAtMs.toString(36)}-${nextNumber(answers.list)}`;
  const answer: Answer = {
    id,
    question,
    askedAtMs,
    state: "working",
    ...(asksCoredns ? { engine: "coredns" as const } : {}),
    ...(anyway === undefined ? {} : { anyway }),
  };
  const shown = again && previous !== undefined ? [answer, ...answers.list.slice(1)] : [answer, ...answers.list];
  if (!again) patch("answers", { list: shown.slice(0, MAX_ANSWERS), selectedId: id, selectedStep: undefined });
  try {
    await goLiveFirst(context);
    if (!again && isOver(context, id)) return;
    sent.add(id);
    const request = { ...toAskRequest(question, id), ...(anyway === undefined ? {} : { anyway }) };
    if (asksCoredns) {
      const end = await askCorednsFor(api, request);
      settle(context, id, end);
      get().actions.announce(end.failure === undefined ? besideInWords(end) : failureSentence(end.failure));
      return;
    }
    const reply = await api.ask(request);
    if (wanted > 1 && !again) {
      const show = (repeated: Repeated): void => settle(context, id, { reply, repeated });
      const isStopped = (): boolean => stopped.has(id) || isOver(context, id);
      const repeated = await repeat({ wanted, first: reply, ask: () => api.ask(request), isStopped, show, nowMs });
      settle(context, id, { state: "done", reply, repeated });
      get().actions.announce(distributionInWords(repeated.distribution));
      return;
    }
    const before = previous?.reply;
    if (again) replaceNewest(context, previous, { ...answer, state: "done", reply });
    else settle(context, id, { state: "done", reply });
    const sentence = replyInWords(reply);
    if (!again || before === undefined || replyInWords(before) !== sentence) get().actions.announce(sentence);
  } catch (thrown) {
    if (again) return;
    const failure = failureOf(thrown);
    settle(context, id, { state: "failed", failure });
    get().actions.announce(failure.error);
  } finally {
    sent.delete(id);
    stopped.delete(id);
    if (!again) void get().actions.makeSavePoint("ask");
  }
}

/** Whether a question was stopped, or forgotten, before it was asked. */
function isOver({ get }: SliceContext, id: string): boolean {
  return get().answers.list.find((answer) => answer.id === id)?.state !== "working";
}

const nextNumber = (list: readonly Answer[]): number => list.length + 1;

/** An edit that is not live yet goes before the question: people ask about the text that they see. */
export async function goLiveFirst({ get }: SliceContext): Promise<void> {
  const { engine, problems, workspace, actions } = get();
  if (engine.isAutomatic && problems.checkedVersion !== workspace.version) await actions.check(true);
}

/** Ends a question that is under way; one that was cancelled meanwhile stays as it is. */
function settle({ get, patch }: SliceContext, id: string, end: Partial<Answer>): void {
  const { list } = get().answers;
  patch("answers", {
    list: list.map((answer) => (answer.id === id && answer.state === "working" ? { ...answer, ...end } : answer)),
  });
}

/** Puts a fresh answer where the same question's stale one stood, unless the user has moved on. */
function replaceNewest({ get, patch }: SliceContext, previous: Answer | undefined, fresh: Answer): void {
  const { list, selectedId } = get().answers;
  if (previous === undefined || list[0]?.id !== previous.id) return;
  patch("answers", {
    list: [fresh, ...list.slice(1)],
    selectedId: selectedId === previous.id ? fresh.id : selectedId,
  });
}
