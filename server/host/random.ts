/** Chance from the machine. */
import { randomFillSync } from "node:crypto";
import type { Random } from "../../lib/ports/random.ts";

/** IDs are drawn many at a time: one call into the system serves a thousand queries. */
const pool = new Uint16Array(1024);
let used = pool.length;

/** Message IDs that cannot be guessed; other numbers need not be. */
export const systemRandom: Random = {
  fraction: () => Math.random(),
  below: (bound) => Math.floor(Math.random() * bound),
  messageId() {
    if (used >= pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    return pool[used++] ?? 0;
  },
};
