/** From directive to handler: whose zones these are is known when all plugins of the block are set up. */
import { offersOf } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { Access } from "./access.ts";
import { NOTIFY, TRANSFER, type Transferer } from "./api.ts";
import { directive } from "./directive.ts";
import { createTransfer } from "./handler.ts";
import { notifierOf } from "./notify.ts";

export const setup = defineSetup(directive, (uses, { block, host, at }) => {
  const log = host.log.forPlugin("transfer");
  const accesses = uses.map(({ args, properties }): Access => {
    const [first] = properties.to;
    return {
      zones: zonesOrBlock(args.zones, block.zones),
      to: properties.to.flatMap((line) => line.args.addresses.map(({ value }) => value)),
      source: properties.source[0]?.args.address.value,
      at,
      toAt: first?.at ?? at,
    };
  });
  const notify = notifierOf(accesses, host);
  let transferers: readonly Transferer[] = [];
  let isPrimary = false;
  block.onStart(() => {
    transferers = offersOf(block.handlers(), TRANSFER);
    return undefined;
  });
  block.onPrimaryStart(() => {
    isPrimary = true;
    return undefined;
  });
  block.onStop(() => {
    isPrimary = false;
  });
  return createTransfer({
    uses: accesses,
    transferers: () => transferers,
    log,
    offers: offers(NOTIFY.with(async (zone) => (isPrimary ? notify(zone) : undefined))),
  });
});
