/** What would be if: a question asked of the text with a change in it, in a rehearsal, or from another client. */
import type { AskReply } from "../../api/ask.ts";
import type { Failure } from "../../api/failure.ts";
import { applyEdits, type TextEdit } from "../../text/edit.ts";
import { lineOf } from "../../text/line-of.ts";
import type { Problem } from "../../text/problem.ts";
import { failureOf } from "../api-client.ts";
import { draftsOf, workspacePath } from "../files/workspace-slice.ts";
import type { SliceContext } from "../slice.ts";
import { type Answer, MAX_ANSWERS } from "./answers-slice.ts";
import { type QuestionState, toAskRequest } from "./question-slice.ts";
import { failureSentence } from "./reply-words.ts";

/** What was tried, and what came of it. */
export interface Tried {
  /** "with fallthrough". */
  readonly words: string;
  readonly question: QuestionState;
  /** Whether another text was asked than the one that serves. */
  readonly isOtherText: boolean;
  readonly end:
    | { readonly kind: "working"; readonly askId: string }
    | { readonly kind: "reply"; readonly reply: AskReply }
    /** CoreDNS would not start with this text. */
    | { readonly kind: "refused"; readonly problem: Problem | undefined }
    | { readonly kind: "failed"; readonly failure: Failure };
}

export interface WhatIfState {
  /** By the key that the row gave it. */
  readonly tried: Readonly<Record<string, Tried>>;
}

export const INITIAL_WHAT_IF: WhatIfState = { tried: {} };

/** Something to try. */
interface Trying {
  /** Tells one row's try from all others. */
  readonly key: string;
  readonly words: string;
  readonly question: QuestionState;
  /** Edits of the text as it stands now; without any it is asked as it is, of what serves. */
  readonly edits: readonly TextEdit[];
}

export interface WhatIfActions {
  tryWhatIf(trying: Trying): Promise<void>;
  /** Gives a try up that is under way. */
  cancelTried(key: string): Promise<void>;
  /** Puts its reply in front, marked as what would be. */
  showTried(key: string): void;
}

/** Makes the actions. */
export function createWhatIfActions(context: SliceContext): WhatIfActions {
  return {
    tryWhatIf: (trying) => tryWhatIf(context, trying),
    async cancelTried(key) {
      const end = context.get().whatIf.tried[key]?.end;
      if (end?.kind === "working")
        await context.api.control({ action: "cancel", askId: end.askId }).catch(() => undefined);
    },
    showTried: (key) => showTried(context, key),
  };
}

async function tryWhatIf(context: SliceContext, trying: Trying): Promise<void> {
  const { get, patch, nowMs } = context;
  const { key, words, question, edits } = trying;
  const isOtherText = edits.length > 0;
  const put = (end: Tried["end"]): void =>
    patch("whatIf", { tried: { ...get().whatIf.tried, [key]: { words, question, isOtherText, end } } });
  const askId = `what-if-${get().answers.list.length}-${nowMs().toString(36)}`;
  put({ kind: "working", askId });
  const end = await endOf(context, trying, askId).catch((thrown): Tried["end"] => ({
    kind: "failed",
    failure: failureOf(thrown),
  }));
  put(end);
  get().actions.announce(`${words}: ${triedInWords(end)}`);
}

async function endOf({ api, get }: SliceContext, { question, edits }: Trying, askId: string): Promise<Tried["end"]> {
  const ask = toAskRequest(question, askId);
  if (edits.length === 0) return { kind: "reply", reply: await api.ask(ask) };
  const { workspace, actions } = get();
  const drafts = { ...draftsOf(workspace) };
  for (const [path, changes] of Map.groupBy(edits, ({ range }) => workspacePath(range.file, workspace.info))) {
    const text =
      workspace.files.find((file) => file.path === path)?.text ?? drafts[path] ?? (await actions.readText(path));
    if (text !== undefined) drafts[path] = applyEdits(text, changes);
  }
  const tried = await api.whatIf({ drafts, ask });
  return tried.kind === "asked"
    ? { kind: "reply", reply: tried.reply }
    : { kind: "refused", problem: tried.problems.find(({ severity }) => severity === "error") };
}

function showTried({ get, patch, nowMs }: SliceContext, key: string): void {
  const tried = get().whatIf.tried[key];
  if (tried?.end.kind !== "reply") return;
  const { words, question, isOtherText, end } = tried;
  const id = `what-if ${key}`;
  const answer: Answer = {
    id,
    question,
    askedAtMs: nowMs(),
    state: "done",
    reply: end.reply,
    whatIf: { words, isOtherText },
  };
  const others = get().answers.list.filter((other) => other.id !== id);
  patch("answers", { list: [answer, ...others].slice(0, MAX_ANSWERS), selectedId: id, selectedStep: undefined });
}

/** "would give NOERROR 192.0.2.9 by forward, Corefile:12". */
export function triedInWords(end: Tried["end"]): string {
  switch (end.kind) {
    case "working":
      return "asking";
    case "refused":
      return `CoreDNS would not start: ${end.problem?.message ?? "the text has errors"}`;
    case "failed":
      return failureSentence(end.failure);
    default:
      return repliedInWords(end.reply);
  }
}

function repliedInWords({ received, explanation }: AskReply): string {
  if (received.kind === "nothing") return `would give no reply: ${received.text}`;
  const { rcode, answer } = received.message;
  const [first, ...others] = answer.map(({ rdata }) => rdata);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const { answeredBy, decidedAt } = explanation ?? {};
  const by = answeredBy === undefined ? "by the server itself" : `by ${answeredBy}`;
  const place = decidedAt === undefined ? "" : `, ${lineOf(decidedAt)}`;
  return `would give ${rcode} ${first === undefined ? "" : `${first}${more} `}${by}${place}`;
}
