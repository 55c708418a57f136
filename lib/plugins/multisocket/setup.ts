/** From directive to a setting of the block. This engine answers from one thread, which more sockets do not help. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block, host }) => {
  block.settings.numSockets = use?.args.number?.value ?? host.identity.processors;
  return undefined;
});
