/** What is wrong with a MaxMind DB file. Thrown inside this room only; its functions give values. */

/** A mistake in the file, in the words of the library that CoreDNS reads it with. */
export class MaxmindError extends Error {
  override readonly name = "MaxmindError";
}

/** The file ends inside a value, or a pointer leads out of it. */
export function unexpectedEnd(): MaxmindError {
  return new MaxmindError("unexpected end of database");
}

/** What a function gives, or the text of the mistake that it finds. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Runs a function of this room; other errors are our own and go on. */
export function attempt<T>(run: () => T): Attempt<T> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (error instanceof MaxmindError) return { ok: false, error: error.message };
    throw error;
  }
}

/** The same mistake with words in front. */
export function inFront<T>(words: string, run: () => T): T {
  const done = attempt(run);
  if (done.ok) return done.value;
  throw new MaxmindError(`${words}: ${done.error}`);
}
