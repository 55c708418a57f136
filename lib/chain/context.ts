/** What goes with a query, and with all that is asked for its sake, beside the question (Go, context.Context). */
import type { Key } from "./key.ts";

/** One value and those that were there before it. */
export class Context {
  readonly parent: Context | undefined;

  private constructor(parent: Context | undefined) {
    this.parent = parent;
  }

  /** A context with one value more; the parent stays as it is. */
  static with<Value>(parent: Context | undefined, key: Key<Value>, value: Value): Context {
    const context = new Context(parent);
    key.hold(context, value);
    return context;
  }
}

/** The value that was put there last under a key; undefined without one. */
export function contextValue<Value>(context: Context | undefined, key: Key<Value>): Value | undefined {
  for (let at = context; at !== undefined; at = at.parent) {
    const value = key.heldBy(at);
    if (value !== undefined) return value;
  }
  return undefined;
}
