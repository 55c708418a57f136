/** Stores of whoever only looks whether a server would start: one that does not answer is told of, where CoreDNS waits for it. */
import { setTimeout as sleep } from "node:timers/promises";
import { KeyValueError, type KeyValueStores } from "../../lib/ports/key-values.ts";

const PATIENCE_MS = 5000;
const NO_ANSWER = "etcd did not answer within 5 s; CoreDNS waits for it, and serves nothing until it does";

/** The same stores, with an end to the wait for them. */
export function impatient(base: KeyValueStores): KeyValueStores {
  return {
    open(access) {
      const store = base.open(access);
      return {
        get: (...wanted) => store.get(...wanted),
        leaseSeconds: (...wanted) => store.leaseSeconds(...wanted),
        close: () => store.close(),
        async authenticate() {
          const waited = new AbortController();
          const late = sleep(PATIENCE_MS, undefined, { signal: waited.signal }).then(() => {
            throw new KeyValueError(NO_ANSWER);
          });
          try {
            await Promise.race([store.authenticate(), late]);
          } finally {
            waited.abort();
            late.catch(() => undefined);
          }
        },
      };
    },
  };
}
