/** For tests: a report as a Corefile, and what has to be told. */

/** One report. */
export interface Report {
  readonly corefile: string;
  /** Words of the cause and of the remedy, which stand in what is found. */
  readonly told: readonly string[];
  /** Words that would be wrong. */
  readonly untold?: readonly string[];
  /** A fix by its title, and what stands in the text after it. */
  readonly fix?: { readonly title: string; readonly makes: string };
}

/** Reports by what went wrong. */
export type Reports = Readonly<Record<string, Report>>;

/** A server block for the root with these lines. */
export function root(...lines: readonly string[]): string {
  return [". {", ...lines.map((line) => `    ${line}`), "}", ""].join("\n");
}
