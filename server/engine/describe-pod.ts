/** What a pod's resolver did, as the page and the terminal show it. */
import type { PodOutcome } from "../../lib/api/pod.ts";
import { wordOf } from "../../lib/kubernetes/pod/walk.ts";
import type { PodAnswer, PodAttempt } from "./resolve-as-pod.ts";

/** The outcome as plain data. */
export function describePodOutcome({ resolution, comparison }: NonNullable<PodAnswer["outcome"]>): PodOutcome {
  const { resolver, attempts, result, tookMs, isStopped, notes } = resolution;
  return {
    resolver,
    attempts: attempts.map(describeAttempt),
    result: { ...result, values: [...result.values] },
    tookMs,
    isStopped,
    notes: [...notes],
    ...(comparison === undefined
      ? {}
      : {
          comparison: {
            cost: comparison.cost,
            whatIfs: [...comparison.whatIfs],
            breaks: comparison.breaks,
            resolvers: comparison.resolvers.map((one) => ({ ...one, values: [...one.values] })),
          },
        }),
  };
}

function describeAttempt({
  name,
  type,
  server,
  why,
  atMs,
  reply,
  next,
  nextBecause,
  detail,
}: PodAttempt): PodOutcome["attempts"][number] {
  const explanation = detail?.explanation;
  const block = explanation?.dispatch.find(({ match }) => match === "longest match")?.zone;
  const answeredBy = explanation?.answeredBy;
  return {
    name,
    type,
    server,
    why,
    atMs,
    outcome: reply.kind === "nothing" ? reply.because : wordOf(reply),
    values: reply.kind === "reply" ? [...reply.values] : [],
    ...(block === undefined ? {} : { block }),
    ...(answeredBy === undefined ? {} : { answeredBy }),
    tookMs: reply.tookMs,
    next,
    nextBecause,
    ...(detail === undefined
      ? {}
      : { detail: { asked: detail.asked, received: detail.received, explanation: detail.explanation } }),
  };
}
