/** From directive to a setting of the block. This engine answers from one thread, which more sockets do not help. */
import { SOCKETS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block, host }) => {
  block.settings.set(SOCKETS, use?.args.number?.value ?? host.identity.processors);
  return undefined;
});
