/** Collects what is wrong, in the order in which CoreDNS would come upon it. */

import type { Fix } from "../text/edit.ts";
import type { Problem, ProblemCause } from "../text/problem.ts";
import { startOf } from "./configuration.ts";
import type { Token } from "./token.ts";

/** An error without its place. */
export interface ParseError {
  readonly code: string;
  readonly cause: ProblemCause;
  /** What follows the file and the line. */
  readonly text: string;
  /** The word that CoreDNS does not know. */
  readonly unknown?: string;
}

/** Problems of one reading. */
export class ProblemList {
  readonly #file: string;
  readonly #errors: Problem[] = [];
  readonly #warnings: Problem[] = [];
  readonly #advice: Problem[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  get errors(): readonly Problem[] {
    return this.#errors;
  }

  get warnings(): readonly Problem[] {
    return this.#warnings;
  }

  /** What CoreDNS does not say. */
  get advice(): readonly Problem[] {
    return this.#advice;
  }

  /** Notes an error at a token. */
  error(token: Token | undefined, { text, ...error }: ParseError): void {
    const message = `${token?.file ?? this.#file}:${token?.line ?? 0} - ${text}`;
    this.#errors.push({ ...error, severity: "error", message, range: token?.range ?? startOf(this.#file) });
  }

  /** Notes a block that is open where the next one begins, beside what CoreDNS makes of that. */
  openBlock(open: Token, next: Token, fix: Fix): void {
    this.#advice.push({
      code: "block-open",
      severity: "warning",
      cause: "text",
      message: `${open.file}:${open.line} - this block is not closed before the next one begins in line ${next.line}`,
      range: open.range,
      help: "Put a closing brace on its own line after the last directive of the block.",
      fixes: [fix],
    });
  }

  /** Notes what CoreDNS only logs. */
  warning(token: Token | undefined, message: string): void {
    const range = token?.range ?? startOf(this.#file);
    this.#warnings.push({ code: "import-no-match", severity: "warning", cause: "here", message, range });
  }
}
