/** The whole way of a question in one sentence, joined of what the steps say of themselves. */

import { lineOf } from "../text/line-of.ts";
import type { DispatchEntry, Explanation, Step } from "./explanation.ts";

/** A plugin of the chain, and its line. */
export type PlacedPlugin = Pick<Step, "plugin" | "at">;

/** What the sentence is made of. */
export interface Told
  extends Pick<
    Explanation,
    "listener" | "dispatch" | "server" | "steps" | "answeredBy" | "reply" | "question" | "unfinished"
  > {
  /** Plugins after the last step that are there to answer. */
  readonly unasked: readonly PlacedPlugin[];
}

/** Verdicts behind which nothing more happens to the question. */
const ENDS: ReadonlySet<Step["verdict"]> = new Set(["answered", "refused", "failed", "waiting"]);

/** "Rewritten to www.example.org, found in zones/db.example.org:13, name put back." */
export function inWords(told: Told): string {
  const way = wayOf(told.steps);
  const last = way.at(-1);
  const decider = last !== undefined && ENDS.has(last.verdict) ? last : undefined;
  const down = way.flatMap((step) => {
    const own = step === decider ? decidingPart(step, told.unasked) : step.reason?.brief;
    if (own?.includes("circle") === true) return [own];
    const circle = circleOf(step, told.listener);
    const inner = circle.length > 0 ? "" : within(step);
    return [...circle, ...(own === undefined ? [] : [`${own}${inner}`]), ...notesOf(step)];
  });
  const up = way.toReversed().flatMap(({ back }) => back?.reason?.brief ?? []);
  const parts = [...viewOf(told.dispatch), ...down, ...up];
  // Without steps the last note is the refusal, which is told as the end.
  const notes = told.steps.length === 0 ? told.server?.slice(0, -1) : told.server;
  const byServer = (notes ?? []).flatMap(({ reason }) => reason.brief ?? []);
  const end = endOf(told, { decider, said: parts.join(" ") });
  const other = otherBlock(told, decider);
  const advice = other.length === 0 && decider === undefined && hasNoNext(told.server) ? [ADVICE_AT_END] : [];
  return finished([...parts, ...end, ...other, ...advice, ...byServer].join(", "));
}

/** The steps that the question itself came to, the first first; of what a plugin asks on its own only the last. */
function wayOf(steps: readonly Step[]): readonly Step[] {
  const way: Step[] = [];
  for (let step = steps.at(-1); step !== undefined; step = step.steps.at(-1)) {
    way.push(step);
    if (ENDS.has(step.verdict)) break;
  }
  return way;
}

/** A question that came back to a listener that it had passed, its own or another one. */
function circleOf({ askedHere = [] }: Step, listener: string): readonly string[] {
  const again = askedHere.find(
    (asked) => asked.isCircle === true || (asked.listener === listener && asked.explanation === undefined),
  );
  return again === undefined ? [] : [`sent back to ${again.listener}, where it came from, in a circle`];
}

/** What its notes have to say of the whole way. */
function notesOf({ notes }: Step): readonly string[] {
  return notes.flatMap(({ reason }) => reason.brief ?? []);
}

/** Why a listener of this configuration itself, asked as an upstream, gave no answer; empty without one. */
function within({ askedHere = [], verdict }: Step): string {
  const last = askedHere.findLast(({ lookUp }) => lookUp === undefined);
  const inner = last?.explanation;
  if (last !== undefined && inner === undefined && verdict === "failed") return ` (${last.listener} of this Corefile)`;
  if (last === undefined || inner === undefined || inner.reply.rcode === "NOERROR") return "";
  const said = inner.inWords.replace(/\.$/, "").replace(/^[A-Z](?=[a-z'-]* )/, (letter) => letter.toLowerCase());
  return ` (at ${last.listener} of this Corefile: ${said})`;
}

/** What the step that decided says, and which plugins are not asked because of that. */
function decidingPart(step: Step, plugins: readonly PlacedPlugin[]): string {
  const { reason } = step;
  const own = reason?.brief ?? deciding(step);
  if (reason?.unasked === undefined || plugins.length === 0) return own;
  const [first] = plugins;
  const shown = plugins.length > MOST_PLUGINS && first !== undefined ? [first] : plugins;
  const named = shown.map(({ plugin, at }) => `${plugin} in ${lineOf(at)}`);
  const rest = plugins.length - shown.length;
  const all = rest === 0 ? named : [...named, `${rest} others`];
  const list = all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  return `${own}${reason.unasked.replace("{plugins}", `${list} ${all.length < 2 ? "is" : "are"}`)}`;
}

/** Of more plugins than these only the first is named. */
const MOST_PLUGINS = 3;

/** What a step that decided says when it has no part of its own. */
function deciding({ plugin, verdict, reason, rule, at }: Step): string {
  if (verdict === "waiting")
    return reason?.code === "chain.atWork" ? `${plugin} has not finished` : (reason?.sentence ?? "");
  if (reason === undefined || reason.code.startsWith("chain."))
    return `${verdict} by ${plugin} in ${lineOf(rule ?? at)}`;
  return reason.sentence;
}

function viewOf(dispatch: readonly DispatchEntry[]): readonly string[] {
  const view = dispatch.find(({ match }) => match === "longest match")?.view;
  return view === undefined || view === "" ? [] : [`taken by view ${view}`];
}

/** How it ended, where the steps have not said so. */
function endOf(
  { steps, reply, dispatch, server, question, unfinished }: Told,
  { decider, said }: { readonly decider: Step | undefined; readonly said: string },
): readonly string[] {
  const { rcode, sent } = reply;
  if (unfinished === true) return decider === undefined ? ["no reply was sent yet"] : [];
  const refusal = steps.length === 0 && dispatch.length > 0 ? server?.at(-1)?.reason : undefined;
  if (refusal !== undefined) return [refusal.brief ?? refusal.sentence];
  if (steps.length === 0) {
    if (dispatch.some(({ match }) => match === "longest match"))
      return [sent ? `the server itself replied ${rcode}` : "no reply was sent"];
    if (dispatch.length === 0 && sent) return [beforeDispatch(question.class, rcode)];
    return [
      sent ? `no server block on this listener takes this name, so the server replied ${rcode}` : "no reply was sent",
    ];
  }
  if (!sent) return /no reply|nothing (is|was) sent/.test(said) ? [] : ["no reply was sent"];
  if (decider === undefined) return [`${nobody(server)}, so the server replied ${rcode}`];
  return decider.verdict === "answered" || said.includes(rcode) ? [] : [`the client gets ${rcode}`];
}

/** The block that was meant, when the question failed in another one. */
function otherBlock({ server = [], reply, unfinished, unasked }: Told, decider: Step | undefined): readonly string[] {
  if (unfinished === true || reply.rcode === "NOERROR" || reply.rcode === "") return [];
  const factsOf = (code: string) => server.find(({ reason }) => reason.code === code)?.reason.facts;
  const still = factsOf("server.stillHere");
  if (still !== undefined)
    return [`but ${still.name} belongs to the block ${still.other}, and the question stays in the block ${still.zone}`];
  const mayGoOn = decider === undefined || (decider.reason?.unasked !== undefined && unasked.length === 0);
  const alone = mayGoOn ? factsOf("server.alone") : undefined;
  return alone === undefined ? [] : [`and only the block ${alone.zone} takes this name, not ${alone.others}`];
}

/** What helps where the chain ends before anybody has answered. */
const ADVICE_AT_END = "and a forward there would answer, or a block of its own for such names";

function hasNoNext(server: Told["server"] = []): boolean {
  return server.some(({ reason }) => reason.code === END_OF_CHAIN);
}

const END_OF_CHAIN = "server.endOfChain";

/** That no plugin answered, and at which end of the chain. */
function nobody(server: Told["server"]): string {
  const end = server?.find(({ reason }) => reason.code === END_OF_CHAIN)?.reason.facts;
  if (end === undefined) return "no plugin answered";
  return `no plugin of the block ${end.zone} answers this name, and none comes after ${end.last} (no next plugin found)`;
}

/** What the server says of itself, before it looks for a server block. */
function beforeDispatch(className: string, rcode: string): string {
  const isOtherClass = className !== "IN" && className !== "" && rcode === "REFUSED";
  return isOtherClass
    ? `no plugin here takes questions of class ${className}, so the server replied ${rcode}`
    : `the question did not reach a server block: the server itself replied ${rcode}`;
}

/** A capital at the start, unless it starts with a name; a full stop at the end. */
function finished(text: string): string {
  const [first = ""] = text.split(" ", 1);
  const begun = /^[a-z][a-z'-]*[,;:]?$/.test(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(begun) && !/[a-z0-9-]\.$/i.test(begun) ? begun : `${begun.replace(/\.$/, "")}.`;
}
