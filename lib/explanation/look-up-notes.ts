/** What came of a question that a plugin asked the server itself: a note of its step, and the steps of that question. */
import type { Name } from "../dns/name/name.ts";
import type { Range } from "../text/position.ts";
import type { Explanation, Step } from "./explanation.ts";
import type { Why } from "./why.ts";
import { defineWords } from "./words.ts";

const words = defineWords({
  lookedUp: "{name} {type} is looked up in this server itself: {how}; the reply: {rcode}, records: {count}",
  nothingCame: "{name} {type} is looked up in this server itself: {how}; no reply",
});

/** What was asked. */
export interface LookedUp {
  readonly name: Name;
  readonly type: string;
}

/** Notes which block and plugin the inner question came to, and what they said. */
export function noteLookUp(why: Why, { name, type }: LookedUp, explanation: Explanation): void {
  const how = howOf(explanation);
  const { rcode, answers = 0, sent } = explanation.reply;
  why.nests({ lookUp: `${name} ${type}`, listener: explanation.listener, explanation });
  if (sent) why.note(words.lookedUp({ name, type, how, rcode, count: answers }));
  else why.note(words.nothingCame({ name, type, how }));
  for (const line of linesUsed(explanation.steps)) why.uses(line);
}

function linesUsed(steps: readonly Step[]): readonly Range[] {
  return steps.flatMap(({ used = [], steps: inner }) => [...used, ...linesUsed(inner)]);
}

function howOf({ steps, server, dispatch, answeredBy }: Explanation): string {
  const zone = dispatch.find(({ match }) => match === "longest match")?.zone;
  const step = innermost(steps);
  const said = server?.at(-1)?.reason.sentence ?? "the server replied by itself";
  if (step === undefined || zone === undefined) return said;
  const reason = step.reason?.sentence ?? step.verdict;
  if (answeredBy !== undefined && step.verdict === "answered")
    return `answered by ${answeredBy} of the block ${zone} (${reason})`;
  return `${step.plugin} of the block ${zone}: ${reason}`;
}

/** The plugin that the question came to last. */
function innermost(steps: readonly Step[]): Step | undefined {
  const last = steps.at(-1);
  return last === undefined ? undefined : (innermost(last.steps) ?? last);
}
