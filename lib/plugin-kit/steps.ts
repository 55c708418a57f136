/** Work in steps that waits only when it has to: what is there at once stays without a promise. */

/** Steps that give a value. Each promise that they yield is waited for before they go on. */
export type Steps<Value> = Generator<Promise<unknown>, Value, void>;

/** The value, now or when it comes. */
export function* settle<Value>(value: Value | Promise<Value>): Steps<Value> {
  if (!(value instanceof Promise)) return value;
  const settled: Value[] = [];
  yield value.then((came) => settled.push(came));
  for (const came of settled) return came;
  throw new Error("steps went on before their promise had settled");
}

/** Runs steps to their end: with a promise as soon as one of them waits. */
export function run<Value>(steps: Steps<Value>): Value | Promise<Value> {
  const { done, value } = steps.next();
  return done === true ? value : finish(steps, value);
}

async function finish<Value>(steps: Steps<Value>, first: Promise<unknown>): Promise<Value> {
  await first;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await value;
  }
}
