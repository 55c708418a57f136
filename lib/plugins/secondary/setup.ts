/** Nothing but the text is checked before transfers begin; this engine does not transfer zones in yet. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { notServedYet }) => {
  notServedYet();
  return undefined;
});
