/** From directive to settings of the block. */
import { DEBUG } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { block }) => {
  block.settings.set(DEBUG, true);
  return undefined;
});
