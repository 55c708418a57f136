/** Collects what is wrong, in the order in which CoreDNS would come upon it. */
import { startOf } from "./configuration.ts";
import type { Problem, ProblemCause } from "./problem.ts";
import type { Token } from "./token.ts";

/** An error without its place. */
export interface ParseError {
  readonly code: string;
  readonly cause: ProblemCause;
  /** What follows the file and the line. */
  readonly text: string;
}

/** Problems of one reading. */
export class ProblemList {
  readonly #file: string;
  readonly #errors: Problem[] = [];
  readonly #warnings: Problem[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  get errors(): readonly Problem[] {
    return this.#errors;
  }

  get warnings(): readonly Problem[] {
    return this.#warnings;
  }

  /** Notes an error at a token. */
  error(token: Token | undefined, { code, cause, text }: ParseError): void {
    const message = `${token?.file ?? this.#file}:${token?.line ?? 0} - ${text}`;
    this.#errors.push({ code, severity: "error", cause, message, range: token?.range ?? startOf(this.#file) });
  }

  /** Notes what CoreDNS only logs. */
  warning(token: Token | undefined, message: string): void {
    const range = token?.range ?? startOf(this.#file);
    this.#warnings.push({ code: "import-no-match", severity: "warning", cause: "here", message, range });
  }
}
