/** From directive to settings of the block. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { block }) => {
  block.settings.debug = true;
  return undefined;
});
