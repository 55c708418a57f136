/** Carries a template out: what it writes for a value (Go, text/template). */
import { Evaluation } from "./evaluation.ts";
import { formatValue } from "./format-value.ts";
import type { BranchNode, CallNode, ItemNode } from "./node.ts";
import type { TemplateSet } from "./parser.ts";
import { Scope } from "./scope.ts";
import { INVALID, intValue, isTrue, stringValue, type Value } from "./value.ts";

/** What an execution works with. */
export interface ExecutionOptions {
  readonly set: TemplateSet;
  /** `NAME:LINE:COLUMN` of a place in octets. */
  readonly locate: (position: number) => string;
}

/** Octets that an execution may write; a record cannot need more. */
const MAX_OUTPUT = 1 << 20;
/** How deep templates may call each other; Go allows more, but a record that needs it is none. */
const MAX_DEPTH = 250;

type Signal = "break" | "continue" | undefined;

/** The octets that the template of this name writes for the value. Throws `TemplateError`. */
export function execute(name: string, data: Value, options: ExecutionOptions): string {
  const items = options.set.get(name) ?? [];
  const execution = new Execution(options);
  execution.walk(items, data, new Evaluation(new Scope(name, data, { steps: 0, locate: options.locate })));
  return execution.output;
}

class Execution {
  readonly #set: TemplateSet;
  #depth = 0;
  output = "";

  constructor({ set }: ExecutionOptions) {
    this.#set = set;
  }

  walk(items: readonly ItemNode[], dot: Value, evaluation: Evaluation): Signal {
    for (const item of items) {
      const signal = this.#item(item, dot, evaluation);
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  #write(octets: string, evaluation: Evaluation): void {
    this.output += octets;
    if (this.output.length > MAX_OUTPUT) throw evaluation.scope.fail(`more than ${MAX_OUTPUT} octets of output`);
  }

  #item(item: ItemNode, dot: Value, evaluation: Evaluation): Signal {
    evaluation.scope.at(item);
    switch (item.kind) {
      case "text":
        this.#write(item.text, evaluation);
        return undefined;
      case "action": {
        const value = evaluation.pipeline(dot, item.pipeline);
        if (item.pipeline.variables.length === 0) this.#print(item, value, evaluation);
        return undefined;
      }
      case "if":
      case "with":
        return this.#choose(item, dot, evaluation);
      case "range":
        return this.#repeat(item, dot, evaluation);
      case "template":
        return this.#call(item, dot, evaluation);
      default:
        return item.kind;
    }
  }

  /** A pointer prints as what it points to, and a struct has its pointer's methods here. */
  #print(item: ItemNode, value: Value, evaluation: Evaluation): void {
    evaluation.scope.at(item);
    const shown = value.kind === "pointer" ? (value.to ?? value) : value;
    this.#write(shown.kind === "struct" && shown.text !== undefined ? shown.text() : formatValue(shown), evaluation);
  }

  #choose(item: BranchNode, dot: Value, evaluation: Evaluation): Signal {
    const mark = evaluation.scope.mark;
    const value = evaluation.pipeline(dot, item.pipeline);
    const isChosen = isTrue(value);
    const signal = isChosen
      ? this.walk(item.body, item.kind === "with" ? value : dot, evaluation)
      : this.walk(item.otherwise ?? [], dot, evaluation);
    evaluation.scope.forget(mark);
    return signal;
  }

  #repeat(item: BranchNode, dot: Value, evaluation: Evaluation): Signal {
    const mark = evaluation.scope.mark;
    const value = evaluation.pipeline(dot, item.pipeline);
    const inside = evaluation.scope.mark;
    let ran = false;
    for (const [key, element] of elementsOf(value, item, evaluation)) {
      ran = true;
      evaluation.scope.at(item);
      setLoopVariables(item, { key, element }, evaluation);
      const signal = this.walk(item.body, element, evaluation);
      evaluation.scope.forget(inside);
      if (signal === "break") break;
    }
    const signal = ran ? undefined : this.walk(item.otherwise ?? [], dot, evaluation);
    evaluation.scope.forget(mark);
    return signal;
  }

  #call(item: CallNode, dot: Value, evaluation: Evaluation): Signal {
    const items = this.#set.get(item.name);
    if (items === undefined) throw evaluation.scope.fail(`template "${item.name}" not defined`);
    if (this.#depth === MAX_DEPTH) throw evaluation.scope.fail(`exceeded maximum template depth (${MAX_DEPTH})`);
    const data = item.pipeline === undefined ? INVALID : evaluation.pipeline(dot, item.pipeline);
    this.#depth++;
    this.walk(items, data, evaluation.within(item.name, data));
    this.#depth--;
    return undefined;
  }
}

/** Keys and elements of what a `range` goes over. */
function* elementsOf(value: Value, item: BranchNode, evaluation: Evaluation): Generator<readonly [Value, Value]> {
  switch (value.kind) {
    case "int":
    case "uint":
      if (item.pipeline.variables.length > 1)
        throw evaluation.scope.fail(`can't use ${value.value} to iterate over more than one variable`);
      for (let count = 0n; count < value.value; count++) {
        yield [INVALID, { ...value, value: count }];
      }
      return;
    case "list":
      for (const [place, element] of value.items.entries()) yield [intValue(place), element];
      return;
    case "map":
      for (const key of [...value.entries.keys()].sort()) yield [stringValue(key), value.entries.get(key) ?? INVALID];
      return;
    case "invalid":
      return;
    default:
      throw evaluation.scope.fail(`range can't iterate over ${formatValue(value)}`);
  }
}

/** With two variables the key comes first; with one it is the element. */
function setLoopVariables(
  item: BranchNode,
  { key, element }: { key: Value; element: Value },
  evaluation: Evaluation,
): void {
  const [first, second] = item.pipeline.variables;
  if (first === undefined) return;
  const pairs =
    second === undefined ? [[first, element] as const] : [[first, key] as const, [second, element] as const];
  for (const [name, value] of pairs) {
    evaluation.scope.assign(name, value);
  }
}
