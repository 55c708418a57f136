/** Stores of an engine in the studio: over sockets of the workspace and what the user allowed, and on servers as they are. */
import { KeyValueError, type KeyValueStore, type KeyValueStores } from "../../../lib/ports/key-values.ts";
import { JailedSockets, OUTSIDE } from "./jailed-sockets.ts";

/** Puts the jail around `base`. A store with an endpoint outside gives nothing. */
export function jailKeyValues(
  base: KeyValueStores,
  jail: { readonly root: string; readonly allowed: readonly string[] },
): KeyValueStores {
  const sockets = new JailedSockets(jail);
  return {
    open(access) {
      const endpoints: string[] = [];
      for (const endpoint of access.endpoints) {
        const [, scheme, written] = /^(unixs?:)(?:\/\/)?(.*)$/s.exec(endpoint) ?? [];
        const path = written === undefined ? undefined : sockets.real(written);
        if (written !== undefined && path === undefined) return refusing(`dial unix ${written}: ${OUTSIDE}`);
        endpoints.push(path === undefined ? endpoint : `${scheme}${path}`);
      }
      return base.open({ ...access, endpoints });
    },
  };
}

function refusing(text: string): KeyValueStore {
  const refuse = (): Promise<never> => Promise.reject(new KeyValueError(text));
  return { get: refuse, leaseSeconds: refuse, authenticate: refuse, close: () => undefined };
}
