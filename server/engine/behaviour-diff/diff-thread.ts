/** A thread in which two configurations are compared: one that hangs or eats memory ends this thread and nothing else. */
import { parentPort, workerData } from "node:worker_threads";
import type { Progress } from "./ask-both.ts";
import { compareSides } from "./compare-sides.ts";
import type { DiffOrder, FromDiffThread, ToDiffThread } from "./in-thread.ts";

const port = parentPort;
if (port !== null) {
  // Given by `compareInThread` and nobody else.
  const { sides, surroundings } = workerData as DiffOrder;
  const controller = new AbortController();
  const send = (message: FromDiffThread): void => port.postMessage(message);
  port.on("message", (message: ToDiffThread) => {
    if (message.kind === "cancel") controller.abort();
    else send({ kind: "pong" });
  });
  const onProgress = (progress: Progress): void => send({ kind: "progress", progress });
  compareSides(sides, { ...surroundings, signal: controller.signal, onProgress })
    .then((result) => send({ kind: "done", result: withoutExplanations(result) }))
    .catch((error: unknown) =>
      send({ kind: "failed", error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
}

type Result = Awaited<ReturnType<typeof compareSides>>;

/** The page shows sentences; the whole of each explanation would be megabytes. */
function withoutExplanations(result: Result): Extract<FromDiffThread, { readonly kind: "done" }>["result"] {
  if (result.kind === "unstarted") return result;
  const { changes, ...diff } = result.diff;
  return {
    kind: "compared",
    diff: {
      ...diff,
      changes: changes.map(({ before, after, ...change }) => ({
        ...change,
        before: brief(before),
        after: brief(after),
      })),
    },
  };
}

type Change = Extract<Result, { readonly kind: "compared" }>["diff"]["changes"][number];

function brief({ explanation, ...outcome }: Change["before"]) {
  return { ...outcome, inWords: explanation?.inWords ?? "" };
}
