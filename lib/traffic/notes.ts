/** What was left out of a log or a capture, for people. */
import { FORMAT_WORDS } from "./format.ts";
import type { Traffic } from "./traffic.ts";

/** A sentence for each reason; `damage` is why the rest of the input was not read. */
export function notesOf(traffic: Traffic, damage: string | undefined): readonly string[] {
  const { questions, skipped, format = "log" } = traffic;
  const notes: string[] = [];
  if (damage !== undefined)
    notes.push(`this ${FORMAT_WORDS[format]} is damaged: ${damage}; what comes after was not read`);
  if (questions.dropped > 0) {
    notes.push(`more names than fit were asked: ${questions.dropped} queries for the least asked of them are left out`);
  }
  for (const [reason, count] of skipped)
    notes.push(`${count} ${format === "log" ? "lines" : "packets"} left out: ${reason}`);
  return notes;
}
