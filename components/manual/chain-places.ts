/** Where plugins stand in the chain. */
import { directives } from "../../lib/plugins/directives.gen.ts";

/** The plugins that see queries, in the order in which they run. */
export const CHAIN: readonly string[] = directives.filter(({ inChain }) => inChain).map(({ name }) => name);

/** A plugin's place among them, from 1; undefined for one that only sets something up. */
export function placeInChain(plugin: string): number | undefined {
  const place = CHAIN.indexOf(plugin);
  return place < 0 ? undefined : place + 1;
}
