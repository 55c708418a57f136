/** Values by keys of two parts, of which a key may have several: for stores with tens of thousands of keys. */

const NOTHING: readonly never[] = [];

/** Values by a key; nearly every key has one, which stands there alone. */
export class ValueIndex<Value extends object> {
  readonly #values = new Map<string, Value | Set<Value>>();

  add(key: string, value: Value): void {
    const there = this.#values.get(key);
    if (there === undefined || there === value) this.#values.set(key, value);
    else if (there instanceof Set) there.add(value);
    else this.#values.set(key, new Set([there, value]));
  }

  remove(key: string, value: Value): void {
    const there = this.#values.get(key);
    if (there === value) this.#values.delete(key);
    if (!(there instanceof Set)) return;
    there.delete(value);
    if (there.size === 0) this.#values.delete(key);
  }

  get(key: string): Iterable<Value> {
    const there = this.#values.get(key);
    if (there === undefined) return NOTHING;
    return there instanceof Set ? there : [there];
  }

  get size(): number {
    return this.#values.size;
  }
}

/** Objects by namespace and name. No key is put together of the two, neither to keep one nor to find it. */
export class NamespacedMap<Value extends object> {
  readonly #namespaces = new Map<string, Map<string, Value>>();

  get size(): number {
    let size = 0;
    for (const there of this.#namespaces.values()) size += there.size;
    return size;
  }

  get(namespace: string, name: string): Value | undefined {
    return this.#namespaces.get(namespace)?.get(name);
  }

  set(namespace: string, name: string, value: Value): void {
    const there = this.#namespaces.get(namespace);
    if (there === undefined) this.#namespaces.set(namespace, new Map([[name, value]]));
    else there.set(name, value);
  }

  delete(namespace: string, name: string): void {
    const there = this.#namespaces.get(namespace);
    there?.delete(name);
    if (there?.size === 0) this.#namespaces.delete(namespace);
  }

  *values(): Iterable<Value> {
    for (const there of this.#namespaces.values()) yield* there.values();
  }
}

/** Values by namespace and name, of which there may be several. */
export class NamespacedIndex<Value extends object> {
  readonly #namespaces = new Map<string, ValueIndex<Value>>();

  get(namespace: string, name: string): Iterable<Value> {
    return this.#namespaces.get(namespace)?.get(name) ?? NOTHING;
  }

  add(namespace: string, name: string, value: Value): void {
    const there = this.#namespaces.get(namespace) ?? new ValueIndex<Value>();
    there.add(name, value);
    this.#namespaces.set(namespace, there);
  }

  remove(namespace: string, name: string, value: Value): void {
    const there = this.#namespaces.get(namespace);
    there?.remove(name, value);
    if (there?.size === 0) this.#namespaces.delete(namespace);
  }
}
