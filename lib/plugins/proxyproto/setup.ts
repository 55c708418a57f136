/** All that CoreDNS checks stands in the text; the header itself is not read yet. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { notServedYet }) => {
  notServedYet();
  return undefined;
});
