/** Judges the cases that its parent names, until that has no more. */
import { inspect } from "node:util";
import { judge } from "./judge.ts";
import type { Appointment } from "./judges.ts";
import type { Verdict } from "./ledger.ts";
import { takePortsOf } from "./placeholders.ts";

const { judging, part, parts }: Appointment = JSON.parse(process.argv[2] ?? "");
takePortsOf(part, parts);

process.on("message", async (file: string) => {
  const verdict = await judge(file, judging).catch(
    (error: unknown): Verdict => ({ kind: "differs", differences: [inspect(error)] }),
  );
  process.send?.({ file, verdict });
});
