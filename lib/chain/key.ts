/** Typed keys: what plugins give each other, without anybody having to believe what a value is. */

/** A name for values of one type. The key itself keeps them, by who holds each. */
export class Key<Value> {
  readonly #values = new WeakMap<object, Value>();

  /** An entry for the offers of a handler. */
  with(value: Value): Entry {
    return (holder) => this.hold(holder, value);
  }

  /** From now on this is the holder's value. */
  hold(holder: object, value: Value): void {
    this.#values.set(holder, value);
  }

  /** The holder's value; undefined when it has none. */
  heldBy(holder: object): Value | undefined {
    return this.#values.get(holder);
  }
}

/** A key and a value of its type. */
export type Entry = (holder: Offers) => void;

/** What one handler offers. */
export class Offers {
  constructor(entries: readonly Entry[]) {
    for (const put of entries) put(this);
  }

  /** What is offered under a key; undefined when nothing is. Ask while a configuration is set up, not for each query. */
  get<Value>(key: Key<Value>): Value | undefined {
    return key.heldBy(this);
  }
}

/** Offers out of entries: `offers(READINESS.with(() => true))`. */
export function offers(...entries: readonly Entry[]): Offers {
  return new Offers(entries);
}
