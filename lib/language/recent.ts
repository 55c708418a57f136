/** What was made last, up to a weight: the values that nobody asked for the longest go first. */
export class Recent<Value> {
  readonly #kept = new Map<string, Value>();
  readonly #max: number;
  readonly #weigh: (value: Value, key: string) => number;
  #weight = 0;

  /** Without a way to weigh, each value weighs 1. */
  constructor(max: number, weigh: (value: Value, key: string) => number = () => 1) {
    this.#max = max;
    this.#weigh = weigh;
  }

  get(key: string): Value | undefined {
    const value = this.#kept.get(key);
    if (value === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, value);
    return value;
  }

  /** Keeps a value, also one that weighs too much, until another one comes. */
  set(key: string, value: Value): void {
    this.#drop(key);
    this.#kept.set(key, value);
    this.#weight += this.#weigh(value, key);
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#max || oldest === key) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const value = this.#kept.get(key);
    if (value === undefined) return;
    this.#kept.delete(key);
    this.#weight -= this.#weigh(value, key);
  }
}
