/** Reads an input and puts its questions to the engine, step by step, as long as it is the one that is wanted. */
import { MOST_ASKED_AT_ONCE } from "../../api/ask-again.ts";
import type { Configuration } from "../../corefile/configuration.ts";
import type { Directive } from "../../directive/directive.ts";
import { corefileHints } from "../../traffic/corefile-hints.ts";
import { MessageTable, type PluginMessages } from "../../traffic/decoded/message-table.ts";
import { FORMAT_WORDS } from "../../traffic/format.ts";
import { notesOf } from "../../traffic/notes.ts";
import { Traffic } from "../../traffic/traffic.ts";
import { failureOf } from "../api-client.ts";
import type { StudioState } from "../slice.ts";
import type { AnswerNow, ReadTraffic, TrafficInput } from "./traffic-slice.ts";

/** More rows than anybody reads. */
const MOST_QUESTIONS = 1000;
const AT_ONCE = Math.min(20, MOST_ASKED_AT_ONCE);
const DEFAULT_PORT = "53";

export interface ReadingParts {
  get(): StudioState;
  readonly messages: readonly PluginMessages[];
  readonly directives: readonly Directive<unknown>[];
  /** What CoreDNS reads from the Corefile; undefined when there is none. */
  readonly configuration: Configuration | undefined;
}

/** Reads what waits, and asks it again. Never rejects. */
export async function readWaiting(parts: ReadingParts): Promise<void> {
  const { traffic, actions } = parts.get();
  const { waiting, turn } = traffic;
  if (waiting === undefined) return;
  const isWanted = (): boolean => parts.get().traffic.turn === turn;
  actions.patchTraffic({ phase: "reading", waiting: undefined, progress: 0 });
  try {
    const read = await readAll(waiting, parts, isWanted);
    if (!isWanted()) return;
    actions.patchTraffic({ read });
    actions.announce(`${waiting.name} is read: ${read.asked} queries, ${read.messages.length} kinds of errors.`);
  } catch (error) {
    if (isWanted()) actions.patchTraffic({ phase: "choose", failure: `${waiting.name}: ${failureOf(error).error}` });
    return;
  }
  await askWaiting(parts);
}

/** Puts the questions that were read to what serves now. Never rejects. */
export async function askWaiting({ get }: Pick<ReadingParts, "get">): Promise<void> {
  const { traffic, actions, engine } = get();
  const { read } = traffic;
  const turn = traffic.turn + 1;
  if (read === undefined) return;
  const answers: AnswerNow[] = [];
  actions.patchTraffic({
    phase: "asking",
    turn,
    progress: 0,
    answers,
    failure: undefined,
    answeredBy: engine.info?.configuration?.identity,
  });
  for (let at = 0; at < read.questions.length; at += AT_ONCE) {
    const questions = read.questions.slice(at, at + AT_ONCE);
    try {
      const reply = await actions.askTraffic({ questions: questions.map(plainQuestion) });
      for (const answer of reply.answers) answers.push(answer);
    } catch (error) {
      if (get().traffic.turn === turn) actions.patchTraffic({ phase: "done", failure: failureOf(error).error });
      return;
    }
    if (get().traffic.turn !== turn) return;
    actions.patchTraffic({ answers: [...answers], progress: answers.length / read.questions.length });
  }
  actions.patchTraffic({ phase: "done" });
}

async function readAll(
  input: TrafficInput,
  { get, messages: known, directives, configuration }: ReadingParts,
  isWanted: () => boolean,
): Promise<ReadTraffic> {
  const messages = new MessageTable(known);
  const hints = configuration === undefined ? {} : corefileHints(configuration, directives, DEFAULT_PORT);
  const traffic = new Traffic({ source: input.name, ...hints, onMessage: (message) => messages.add(message) });
  for await (const octets of input.read()) {
    if (!isWanted()) break;
    traffic.push(octets);
    const { size } = input;
    get().actions.patchTraffic({ progress: size === undefined || size === 0 ? undefined : traffic.octets / size });
  }
  traffic.end();
  const questions = traffic.questions.list();
  return {
    format: FORMAT_WORDS[traffic.format ?? "log"],
    lines: traffic.lines,
    asked: traffic.questions.asked,
    questions: questions.slice(0, MOST_QUESTIONS),
    questionCount: questions.length,
    messages: messages.list(),
    notes: notesOf(traffic, traffic.damage),
  };
}

function plainQuestion({
  count: _count,
  codes: _codes,
  source: _source,
  ...question
}: ReadTraffic["questions"][number]) {
  return question;
}
