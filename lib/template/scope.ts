/** Where an execution stands: its variables, the part of the template that it is at, and how much work it may still do. */
import type { TemplateNode } from "./node.ts";
import { writeNode } from "./node.ts";
import { TemplateError } from "./template-error.ts";
import type { Value } from "./value.ts";

/** How much work one execution may be: far beyond what any record needs. */
const MAX_STEPS = 100_000;

/** What an execution shares with those of the templates that it calls. */
export interface SharedState {
  steps: number;
  /** `NAME:LINE:COLUMN` of a place in octets. */
  locate(position: number): string;
}

interface Variable {
  readonly name: string;
  value: Value;
}

/** The state of one template's execution. */
export class Scope {
  /** The template's name. */
  readonly name: string;
  readonly #shared: SharedState;
  readonly #variables: Variable[];
  #node: TemplateNode | undefined;

  constructor(name: string, data: Value, shared: SharedState) {
    this.name = name;
    this.#shared = shared;
    this.#variables = [{ name: "$", value: data }];
  }

  /** The scope of another template within this one: it sees none of the variables. */
  within(name: string, data: Value): Scope {
    return new Scope(name, data, this.#shared);
  }

  /** Goes to a part of the template: errors are reported there. Throws `TemplateError` when it was too much work. */
  at(node: TemplateNode): void {
    this.#node = node;
    if (++this.#shared.steps > MAX_STEPS) throw this.fail(`more than ${MAX_STEPS} steps`);
  }

  /** An error at the current part. */
  fail(text: string): TemplateError {
    const node = this.#node;
    if (node === undefined) return new TemplateError(`template: ${this.name}: ${text}`);
    const place = this.#shared.locate(node.position);
    return new TemplateError(`template: ${place}: executing "${this.name}" at <${writeNode(node)}>: ${text}`);
  }

  /** The value of the variable of this name that was declared last. */
  valueOf(name: string): Value {
    return this.#find(name).value;
  }

  declare(name: string, value: Value): void {
    this.#variables.push({ name, value });
  }

  /** Sets the variable of this name that was declared last. */
  assign(name: string, value: Value): void {
    this.#find(name).value = value;
  }

  /** How many variables there are, for `forget`. */
  get mark(): number {
    return this.#variables.length;
  }

  /** Forgets what was declared since there were so many. */
  forget(mark: number): void {
    this.#variables.length = mark;
  }

  #find(name: string): Variable {
    const variable = this.#variables.findLast((candidate) => candidate.name === name);
    if (variable === undefined) throw this.fail(`undefined variable: ${name}`);
    return variable;
  }
}
