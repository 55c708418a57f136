/** From directive to handler. */

import { offersOf } from "../../chain/handler.ts";
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { METADATA, type MetadataProvider } from "./api.ts";
import { directive } from "./directive.ts";
import { createMetadata } from "./handler.ts";

export const setup = defineSetup(directive, ([use], { block }) => {
  let providers: readonly MetadataProvider[] = [];
  block.onStart(() => {
    providers = offersOf(block.handlers(), METADATA);
    return undefined;
  });
  return createMetadata(zonesOrBlock(use?.args.zones ?? [], block.zones), () => providers);
});
