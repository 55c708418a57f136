/** Processes that judge cases, one for each core: each has a thread of JavaScript and a part of the ports for itself. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Judging } from "./judge.ts";
import type { Verdict } from "./ledger.ts";

const verdictSchema: z.ZodType<Verdict> = z.union([
  z.object({ kind: z.literal("identical") }),
  z.object({ kind: z.literal("differs"), differences: z.array(z.string()) }),
  z.object({ kind: z.literal("waits"), because: z.string() }),
]);
const judgedSchema = z.object({ file: z.string(), verdict: verdictSchema });

/** What a judging process is started with. */
export interface Appointment {
  readonly judging: Judging;
  readonly part: number;
  readonly parts: number;
}

/** What is to be judged, by how many at once, and who hears of each verdict. */
export interface Session {
  readonly files: readonly string[];
  readonly judging: Judging;
  readonly jobs: number;
  readonly report: (file: string, verdict: Verdict) => void;
}

/** Judges all files; each process takes the next one whenever it has a hand free. */
export async function judgeAll({ files, judging, jobs, report }: Session): Promise<void> {
  const parts = Math.max(1, Math.min(availableParallelism(), jobs, files.length));
  const queue = [...files];
  await Promise.all(
    Array.from({ length: parts }, async (_, part) => {
      const appointment: Appointment = { judging, part, parts };
      const child = fork(join(import.meta.dirname, "judge-process.ts"), [JSON.stringify(appointment)]);
      const hands = Math.floor(jobs / parts) + (part < jobs % parts ? 1 : 0);
      await work(child, { queue, hands, report });
    }),
  );
}

interface Work {
  readonly queue: string[];
  readonly hands: number;
  readonly report: Session["report"];
}

async function work(child: ChildProcess, { queue, hands, report }: Work): Promise<void> {
  const open = new Set<string>();
  const next = (): void => {
    const file = queue.shift();
    if (file !== undefined) {
      open.add(file);
      child.send(file);
    } else if (open.size === 0 && child.connected) child.disconnect();
  };
  child.on("message", (message) => {
    const { file, verdict } = judgedSchema.parse(message);
    open.delete(file);
    report(file, verdict);
    next();
  });
  const ended = once(child, "exit");
  for (let hand = 0; hand < hands; hand++) next();
  await ended;
  for (const file of open) report(file, { kind: "differs", differences: ["the process that judged it ended"] });
}
