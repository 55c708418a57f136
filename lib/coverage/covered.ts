/** What questions came to, gathered out of their explanations: lines passed, lines that decided, rules and records used. */
import type { Explanation, Step } from "../explanation/explanation.ts";
import type { Range } from "../text/position.ts";

/** What came to one line, in numbers of questions. */
export interface LineUse {
  readonly file: string;
  readonly line: number;
  /** A server block that took them. */
  readonly taken: number;
  /** A plugin that they came to. */
  readonly passed: number;
  /** A rule that was for them, an entry or a record that was given. */
  readonly used: number;
  /** The line that decided. */
  readonly decided: number;
}

type Use = Exclude<keyof LineUse, "file" | "line">;

/** Verdicts of which the stated rule is one that was for the question. */
const NOT_FOR_IT: ReadonlySet<Step["verdict"]> = new Set(["fell through", "not in scope", "waiting"]);

/** Gathers explanations one after the other; none is kept. */
export class Covered {
  readonly #uses = new Map<string, { -readonly [Key in keyof LineUse]: LineUse[Key] }>();

  get lines(): readonly LineUse[] {
    return [...this.#uses.values()];
  }

  /** Counts one question, with those that it led to at listeners of the same configuration. */
  add(explanation: Explanation): void {
    const counted = new Set<string>();
    const count = (use: Use, at: Range | undefined): void => {
      if (at === undefined) return;
      const place = `${at.start.line} ${at.file}`;
      if (counted.has(`${use} ${place}`)) return;
      counted.add(`${use} ${place}`);
      const before = this.#uses.get(place);
      const line = before ?? { file: at.file, line: at.start.line, taken: 0, passed: 0, used: 0, decided: 0 };
      line[use] += 1;
      if (before === undefined) this.#uses.set(place, line);
    };
    countIn(explanation, count);
    count("decided", explanation.decidedAt);
  }
}

type Count = (use: Use, at: Range | undefined) => void;

function countIn({ dispatch, steps }: Explanation, count: Count): void {
  for (const { match, at, viewAt } of dispatch) {
    if (match === "longest match") {
      count("taken", at);
      count("passed", viewAt);
    } else if (match.endsWith("view did not match")) count("passed", viewAt);
  }
  for (const step of steps) countStep(step, count);
}

function countStep({ at, verdict, rule, used = [], back, askedHere = [], steps }: Step, count: Count): void {
  count("passed", at);
  for (const line of used) count("used", line);
  if (!NOT_FOR_IT.has(verdict)) count("used", rule);
  if (verdict === "refused" || verdict === "failed") count("decided", rule ?? at);
  count("used", back?.rule);
  for (const { explanation } of askedHere) if (explanation !== undefined) countIn(explanation, count);
  for (const inner of steps) countStep(inner, count);
}
