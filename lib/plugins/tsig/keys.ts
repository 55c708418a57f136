/** The keys of a configuration: those of all blocks of a listener count for each of them (CoreDNS, Server.TsigSecret). */
import type { CanonicalName } from "../../dns/name/name.ts";
import { readSecret, type Secrets } from "../../dns/tsig/keys.ts";
import { oneOf, shared } from "../../set-up/shared.ts";

const NO_KEYS: Secrets = new Map();

class ListenerKeys {
  readonly #byLabel = new Map<string, Map<string, Uint8Array | undefined>>();

  /** Adds a block's keys, secrets in Base64, to these listeners. */
  add(labels: readonly string[], keys: ReadonlyMap<CanonicalName, string>): void {
    for (const label of labels) {
      const known = oneOf(this.#byLabel, label, () => new Map());
      for (const [name, secret] of keys) known.set(name, readSecret(secret));
    }
  }

  at(label: string): Secrets {
    return this.#byLabel.get(label) ?? NO_KEYS;
  }
}

/** All keys of a configuration. */
export const LISTENER_KEYS = shared(() => new ListenerKeys());
