/** `corefile-studio diff`: two configurations asked the same questions, and which of the answers are not the same. */
import { countOf } from "../lib/behaviour-diff/behaviour-diff.ts";
import { writeMarkdown } from "../lib/behaviour-diff/markdown.ts";
import { placeText } from "../lib/explanation/explanation-text.ts";
import type { Unstarted } from "../server/engine/behaviour-diff/compare-sides.ts";
import type { Side } from "../server/engine/behaviour-diff/side.ts";
import { DIFF_USAGE, type DiffOptions, readDiffOptions } from "./diff/diff-options.ts";
import { followProgress } from "./diff/progress.ts";
import { readQuestions } from "./diff/questions-file.ts";
import { readSideOf } from "./diff/read-side.ts";
import { writeJson, writeText } from "./diff/report.ts";
import { printable } from "./printable.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio diff";

/** Runs the subcommand; gives the exit code. */
export async function runDiff(args: readonly string[]): Promise<number> {
  const options = readDiffOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem !== "") return complain(usageLine(COMMAND, options.usageProblem));
    process.stdout.write(DIFF_USAGE);
    return 0;
  }
  const before = await readSideOf(options.before, options.cluster);
  if ("reason" in before) return complain(`${COMMAND}: ${before.reason}`);
  const after = await readSideOf(options.after, options.cluster);
  if ("reason" in after) return complain(`${COMMAND}: ${after.reason}`);
  try {
    return await compare({ before, after }, options);
  } catch (error) {
    // A fault of ours must not look like a change.
    return complain(`${COMMAND}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

async function compare(sides: { readonly before: Side; readonly after: Side }, options: DiffOptions): Promise<number> {
  const questions = options.questions === undefined ? undefined : await readQuestions(options.questions);
  if (questions !== undefined && "reason" in questions) return complain(`${COMMAND}: ${questions.reason}`);
  for (const note of questions?.notes ?? []) process.stderr.write(printable(`${note}\n`));
  const progress = followProgress();
  // Loaded only here: who reads the usage, or names a file that is not there, does not wait for it.
  const { compareSides } = await import("../server/engine/behaviour-diff/compare-sides.ts");
  try {
    const compared = await compareSides(sides, {
      // The user's own shell asks: it may read what the user may, and its environment is the Corefile's.
      allowed: ["/"],
      environment: process.env,
      mayAskNetwork: options.mayAskNetwork,
      questions: questions?.questions,
      signal: progress.signal,
      onProgress: progress.show,
    });
    progress.end();
    if (compared.kind === "unstarted") return complain(refusal(compared, sides[compared.side]));
    const { diff } = compared;
    process.stdout.write(report(diff, options, sides));
    if (!diff.isWhole) return 2;
    return countOf(diff.counts, options.failOn) > 0 ? 1 : 0;
  } finally {
    progress.end();
  }
}

function report(
  diff: Parameters<typeof writeJson>[0],
  { format, explain }: DiffOptions,
  { before, after }: { readonly before: Side; readonly after: Side },
): string {
  if (format === "json") return writeJson(diff, explain);
  if (format === "markdown") return printable(writeMarkdown(diff, { before: before.title, after: after.title }));
  return writeText(diff, { explain });
}

/** What CoreDNS would say, and of which of the two. */
function refusal({ problems }: Unstarted, { title }: Side): string {
  const lines = problems.map(({ message, range }) => `${placeText(range)}: ${message}`);
  return [`${COMMAND}: CoreDNS would not start with ${title}:`, ...lines].join("\n");
}

function complain(text: string): number {
  process.stderr.write(printable(text.endsWith("\n") ? text : `${text}\n`));
  return 2;
}
