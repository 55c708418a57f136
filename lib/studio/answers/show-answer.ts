/** Answers that come to the front without being asked for here: served queries, and one of many runs. */
import { askTransportOf } from "../../api/ask-transport.ts";
import type { QuerySummary } from "../../api/events.ts";
import type { SliceContext } from "../slice.ts";
import { type Answer, MAX_ANSWERS } from "./answers-slice.ts";
import { servedInWords } from "./query-log.ts";
import type { QuestionState } from "./question-slice.ts";
import { replyInWords } from "./reply-words.ts";

/** A served query becomes an answer like others; one that is there already comes to the front. */
export async function showServed({ get, patch, api }: SliceContext, query: QuerySummary): Promise<void> {
  const id = `served-${query.id}`;
  if (!get().answers.list.some((answer) => answer.id === id)) {
    const read = await api.explanation(query.id).catch(() => ({ explanation: undefined }));
    const { name, type, class: queryClass, transport } = query;
    const question: QuestionState = {
      ...get().question,
      name,
      type,
      class: queryClass,
      transport: askTransportOf(transport),
      clientAddress: "",
      listener: query.listener,
    };
    const observed = { query, explanation: read.explanation };
    const answer: Answer = { id, question, askedAtMs: query.atMs, state: "done", observed };
    patch("answers", { list: [answer, ...get().answers.list].slice(0, MAX_ANSWERS) });
  }
  patch("answers", { selectedId: id, selectedStep: undefined });
  get().actions.announce(servedInWords(query));
}

/** The first of the runs with this answer becomes the reply of its question. */
export function showRun({ get, patch }: SliceContext, id: string, label: string): void {
  const { list } = get().answers;
  const reply = list.find((answer) => answer.id === id)?.repeated?.samples[label];
  if (reply === undefined) return;
  patch("answers", {
    list: list.map((answer) => (answer.id === id ? { ...answer, reply } : answer)),
    selectedId: id,
    selectedStep: undefined,
  });
  get().actions.announce(replyInWords(reply));
}
