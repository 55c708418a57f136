/** The names of listeners, in CoreDNS's words: `dns://:53`, `dns://[::1]:53`. */
import { canonicalHost } from "../chain/reaches.ts";
import { joinHostPort } from "../go/net.ts";
import { LISTEN_HOSTS } from "./block-settings.ts";
import type { Block, BlockKey } from "./setup.ts";

/** The label of the listener for a key on an address; the address as `canonicalHost` has it. */
export function labelOf({ transport, port }: Pick<BlockKey, "transport" | "port">, address: string): string {
  return `${transport}://${joinHostPort(address, port)}`;
}

/** The listeners that a block wants; complete once all directives are set up. */
export function listenerLabels({ keys, settings }: Pick<Block, "keys" | "settings">): readonly string[] {
  const hosts = settings.get(LISTEN_HOSTS);
  return keys.flatMap((key) => hosts.map((host) => labelOf(key, canonicalHost(host))));
}
