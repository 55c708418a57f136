/** From directives to handler: all lines of a block count together, the last prefix wins (CoreDNS, plugin dns64). */
import { parseCidr } from "../../go/net.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createDns64, type Dns64Settings } from "./handler.ts";

/** The well-known prefix (RFC 6052 section 2.1). */
const WELL_KNOWN = "64:ff9b::/96";

export const setup = defineSetup(directive, (uses, { block, host }) => {
  const named = uses.flatMap(({ args, properties }) => args.prefix ?? properties.prefix?.args.value ?? []).at(-1);
  const prefix = named?.value ?? parseCidr(WELL_KNOWN);
  if (prefix === undefined) throw new Error(`no prefix: ${WELL_KNOWN}`);
  const settings: Dns64Settings = {
    prefix,
    prefixAt: named?.at,
    translateAll: uses.some(({ properties }) => properties.translate_all !== undefined),
    allowIpv4: uses.some(({ properties }) => properties.allow_ipv4 !== undefined),
  };
  return createDns64(settings, { block, clock: host.clock, metrics: host.metrics });
});
