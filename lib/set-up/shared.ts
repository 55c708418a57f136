/** What all blocks of a configuration share, under typed keys. */

import { Key } from "../chain/key.ts";

/** A value of which a configuration has one, and how it is made. */
export class Shared<Value> extends Key<Value> {
  readonly #make: () => Value;

  constructor(make: () => Value) {
    super();
    this.#make = make;
  }

  /** The value of a configuration, made by the first who asks. */
  in(configuration: object): Value {
    const known = this.heldBy(configuration);
    if (known !== undefined) return known;
    const made = this.#make();
    this.hold(configuration, made);
    return made;
  }
}

/** A value that a configuration has once: `const READY = shared(() => new Readiness())`. */
export function shared<Value extends object>(make: () => Value): Shared<Value> {
  return new Shared(make);
}

/** The value of a map under a key, made when it is not there yet. */
export function oneOf<Name, Value>(map: Map<Name, Value>, name: Name, make: () => Value): Value {
  const known = map.get(name);
  if (known !== undefined) return known;
  const made = make();
  map.set(name, made);
  return made;
}
