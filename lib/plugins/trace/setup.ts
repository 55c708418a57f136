/** All that CoreDNS checks before it starts stands in the text; nothing is traced yet. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_uses, { notServedYet }) => {
  notServedYet();
  return undefined;
});
