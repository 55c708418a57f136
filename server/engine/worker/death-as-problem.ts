/** The end of a worker as a problem at the top of the Corefile. */
import type { Problem } from "../../../lib/text/problem.ts";
import { EngineDied, type Snapshot } from "../engine.ts";

/** What a configuration did to the worker that looked at it. */
export function deathAsProblem(error: unknown, { corefile }: Pick<Snapshot, "corefile">): Problem {
  const start = { offset: 0, line: 1, column: 1 };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: error instanceof EngineDied ? "engine-ended" : "engine-fault",
    severity: "error",
    cause: "here",
    message:
      error instanceof EngineDied
        ? `The engine ended on this configuration. ${reason}`
        : `The engine failed on this configuration. ${reason}`,
    range: { file: corefile, start, end: start },
    help: "Your text is safe, and the configuration before it keeps serving. Undo the last change, or report this configuration to the authors.",
  };
}
