/** From directive to settings of the block. */
import { defineSetup } from "../../chain/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { block }) => {
  block.settings.debug = true;
  return undefined;
});
