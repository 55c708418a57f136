/** From directive to what is set up: all that CoreDNS checks is in the text, and this engine does not translate yet. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_, { notServedYet }) => {
  notServedYet();
  return undefined;
});
