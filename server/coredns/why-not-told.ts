/** Why nothing is known of how a coredns binary came to its reply. */
import type { Binary } from "./binary.ts";
import { TRACING_PLUGIN } from "./desk-corefile.ts";

/** One sentence. */
export function whyNotTold({ plugins, release }: Binary): string {
  if (plugins.has(TRACING_PLUGIN))
    return `CoreDNS ${release} told nothing of this query: no plugin of a server block saw it.`;
  return `This CoreDNS ${release} is built without the plugin ${TRACING_PLUGIN}, so it does not tell which plugins ran.`;
}
