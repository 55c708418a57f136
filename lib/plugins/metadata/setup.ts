/** From directive to handler. */

import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createMetadata } from "./handler.ts";

export const setup = defineSetup(directive, ([use], { block }) =>
  createMetadata(zonesOrBlock(use?.args.zones ?? [], block.zones), () => block.handlers()),
);
