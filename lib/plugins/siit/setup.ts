/** From directives to handler: all lines of a block count together (CoreDNS, plugin siit). */
import { writeAddress } from "../../go/address.ts";
import { parseCidr, parseIp } from "../../go/net.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createSiit } from "./handler.ts";
import type { ExplicitMapping } from "./mapping.ts";

/** The well-known prefix (RFC 6052 section 2.1). */
const WELL_KNOWN = "64:ff9b::/96";

export const setup = defineSetup(directive, (uses, { block, host }) => {
  const named = uses.flatMap(({ properties }) => properties.ipv6_prefix?.args.value ?? []).at(-1);
  const prefix = named?.value ?? parseCidr(WELL_KNOWN);
  if (prefix === undefined) throw new Error(`no prefix: ${WELL_KNOWN}`);
  const mappings = new Map<string, ExplicitMapping>();
  for (const { at, args } of uses.flatMap(({ properties }) => properties.eam)) {
    mappings.set(asGoPrints(args.ipv6.value), { ipv4: asGoPrints(args.ipv4.value), at });
  }
  const { clock, metrics } = host;
  return createSiit({ prefix, prefixAt: named?.at, mappings }, { block, clock, metrics });
});

/** The one spelling of an address. */
function asGoPrints(text: string): string {
  const bytes = parseIp(text);
  return bytes === undefined ? text : writeAddress(bytes);
}
