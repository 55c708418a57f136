/** From directive to handler. */

import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { IpNetwork } from "../../go/net.ts";
import { EVERYWHERE } from "../../plugin-kit/networks.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { AclConfig } from "./directive.ts";
import { directive } from "./directive.ts";
import { type AclPolicy, createAcl } from "./handler.ts";

const EVERYTHING = "*";

export const setup = defineSetup(directive, (uses, { block, host }) =>
  createAcl(
    uses.map(({ args, lines }) => ({ zones: zonesOrBlock(args.zones, block.zones), policies: lines.map(policyOf) })),
    host.metrics,
  ),
);

function policyOf({ name, at, args }: AclConfig["lines"][number]): AclPolicy {
  const types = args.type?.map(({ value }) => value);
  const networks = args.net?.map(({ value }) => value);
  const named = types?.filter((type) => type !== EVERYTHING) ?? [];
  const all = types === undefined || types.includes(EVERYTHING) || named.includes(0);
  const everywhere = networks === undefined || networks.includes(EVERYTHING);
  return {
    action: name,
    qtypes: all ? undefined : new Set(named),
    networks: everywhere ? EVERYWHERE : networks.filter((network): network is IpNetwork => network !== EVERYTHING),
    at,
  };
}
