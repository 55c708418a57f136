/** The test that a reply makes: the question as it was asked, and what came of it. */
import type { DnsTest } from "../../dns-tests/schema.ts";
import type { Explanation, Step } from "../../explanation/explanation.ts";
import { type Answer, explanationOf } from "../answers/answers-slice.ts";
import { workspacePath } from "../files/workspace-slice.ts";
import type { StudioState } from "../slice.ts";

/** The EDNS payload size of tests that say nothing of it. */
const USUAL_SIZE = 1232;

/** True when a test can ask the same: over UDP or TCP, in the clear, with what a test may say. */
export function canBeTest({ state, reply, question, anyway }: Answer): boolean {
  const isPlain = question.transport === "udp" || question.transport === "tcp";
  return state === "done" && reply !== undefined && isPlain && anyway === undefined;
}

/** The test; undefined for what no test can ask. */
export function testOfAnswer(
  answer: Answer,
  { workspace, engine }: Pick<StudioState, "workspace" | "engine">,
): DnsTest | undefined {
  const { question, reply } = answer;
  if (!canBeTest(answer) || reply === undefined) return undefined;
  const { asked, received, listener } = reply;
  const { transport, ednsSize, dnssecOk, clientAddress } = question;
  const size = ednsSize ?? (dnssecOk ? USUAL_SIZE : undefined);
  const first = engine.info?.listeners.find(({ kind }) => kind === "dns")?.label;
  const ask = [asked.name, asked.type, ...(asked.class === "IN" ? [] : [asked.class])].join(" ");
  return {
    ask,
    ...(clientAddress === "" ? {} : { from: clientAddress }),
    ...(transport === "tcp" ? { via: "tcp" as const } : {}),
    ...(size === USUAL_SIZE ? {} : { edns: size ?? (false as const) }),
    ...(dnssecOk ? { do: true } : {}),
    ...(first === undefined || first === listener.label ? {} : { at: placeOf(listener.label) }),
    expect: {
      ...outcomeOf(received, explanationOf(answer)),
      ...deciderOf(explanationOf(answer), workspace.info),
    },
  };
}

/** `dns://:1053` is 1053, `dns://127.0.0.1:53` is 127.0.0.1:53. */
function placeOf(label: string): string | number {
  const place = label.replace(/^\w+:\/\//, "");
  return /^:\d+$/.test(place) ? Number(place.slice(1)) : place;
}

type Received = NonNullable<Answer["reply"]>["received"];

function outcomeOf(received: Received, explanation: Explanation | undefined): DnsTest["expect"] {
  if (received.kind === "nothing") return { rcode: "none" };
  const { rcode, answer } = received.message;
  const isFixed = explanation !== undefined && hasLineOfItsOwn(answering(explanation));
  if (answer.length === 0) return { rcode, ...(rcode === "NOERROR" ? { answer: [] } : {}) };
  return {
    rcode,
    answer: answer.map(({ name, ttlSeconds, class: own, type, rdata }) =>
      [name, isFixed ? ttlSeconds : "*", own, type, rdata].join(" "),
    ),
  };
}

/** Who answered, and the line: of a reply that was kept from before the next question would be answered by another. */
function deciderOf(explanation: Explanation | undefined, info: StudioState["workspace"]["info"]): DnsTest["expect"] {
  const step = explanation === undefined ? undefined : answering(explanation);
  if (explanation === undefined || step === undefined || isKept(explanation, step)) return {};
  const { answeredBy: plugin, decidedAt } = explanation;
  if (plugin === undefined || decidedAt === undefined) return {};
  return { plugin, line: `${workspacePath(decidedAt.file, info)}:${decidedAt.start.line}` };
}

/** The innermost step of the plugin that answered. */
function answering({ steps, answeredBy }: Explanation): Step | undefined {
  const all = (list: readonly Step[]): readonly Step[] => list.flatMap((step) => [step, ...all(step.steps)]);
  return all(steps).findLast(({ plugin }) => plugin === answeredBy);
}

/** Its records stand in the workspace, so their TTL is always the same. */
function hasLineOfItsOwn(step: Step | undefined): boolean {
  return step !== undefined && (step.rule !== undefined || (step.used ?? []).length > 0);
}

/** It answered with neither a line of the workspace nor an upstream, before plugins that would have been asked. */
function isKept({ notReached }: Explanation, step: Step): boolean {
  const hasMore = notReached.some(({ inRequestPath }) => inRequestPath);
  return step.verdict === "answered" && !hasLineOfItsOwn(step) && step.upstream === undefined && hasMore;
}
