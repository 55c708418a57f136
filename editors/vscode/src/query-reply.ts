/** What `corefile-studio query --json --why` prints, as far as the extension shows it. */

/** A place in a file; line and column count from 1. */
interface Place {
  /** From the folder in which the command ran. */
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
}

/** What one plugin did. */
interface Step {
  readonly plugin: string;
  readonly verdict: string;
  readonly at?: Place;
  readonly rule?: Place;
  readonly reason?: { readonly sentence: string };
}

/** A reply and why it is what it is. */
export interface QueryReply {
  readonly asked: { readonly name: string; readonly type: string };
  readonly received: { readonly text?: string; readonly message?: { readonly rcode: string } };
  readonly explanation?: {
    readonly inWords: string;
    readonly steps: readonly Step[];
    readonly answeredBy?: string;
    readonly decidedAt?: Place;
    readonly notReached: readonly { readonly plugin: string }[];
  };
}

/** A reason why the Corefile does not start. */
interface Problem {
  readonly message: string;
  readonly severity: string;
}

/** The reply out of what was printed, or the errors of the Corefile; undefined when it is neither. */
export function readQueryReply(printed: string): QueryReply | string | undefined {
  const read = readJson(printed);
  if (isReply(read)) return read;
  if (!hasProblems(read)) return undefined;
  const errors = read.problems.filter(({ severity }) => severity === "error");
  return errors.map(({ message }) => message).join("\n");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The command is ours, and its answer comes with it: what tells it apart is enough. */
function isReply(read: unknown): read is QueryReply {
  return typeof read === "object" && read !== null && "asked" in read && "received" in read;
}

function hasProblems(read: unknown): read is { readonly problems: readonly Problem[] } {
  return typeof read === "object" && read !== null && "problems" in read && Array.isArray(read.problems);
}

const placeText = (place: Place | undefined): string =>
  place === undefined ? "" : `${place.file}:${place.start.line}`;

/** One line: `NOERROR, answered by hosts (Corefile:3)`. */
export function summaryOf({ received, explanation }: QueryReply): string {
  const rcode = received.message?.rcode ?? "no reply";
  const by = explanation?.answeredBy === undefined ? "" : `, answered by ${explanation.answeredBy}`;
  const at = explanation?.decidedAt === undefined ? "" : ` (${placeText(explanation.decidedAt)})`;
  return `${rcode}${by}${at}`;
}

/** The reply and why, as a text to read. */
export function answerText(reply: QueryReply): string {
  const { asked, received, explanation } = reply;
  const lines = [`${asked.name} ${asked.type}: ${summaryOf(reply)}`];
  if (explanation !== undefined) lines.push(explanation.inWords, "", "WHY", ...stepLines(explanation.steps));
  const missed = explanation?.notReached.map(({ plugin }) => plugin) ?? [];
  if (missed.length > 0) lines.push(`  not reached: ${missed.join(", ")}`);
  return [...lines, "", "REPLY", received.text ?? "  none", ""].join("\n");
}

function stepLines(steps: readonly Step[]): string[] {
  const widest = Math.max(...steps.map(({ plugin }) => plugin.length), 0);
  return steps.map(({ plugin, verdict, at, rule, reason }) => {
    const place = placeText(rule ?? at);
    return `  ${plugin.padEnd(widest)}  ${verdict.padEnd(12)}  ${place}  ${reason?.sentence ?? ""}`.trimEnd();
  });
}
