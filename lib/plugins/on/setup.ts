/** From directive to what is set up: this engine runs no commands, and says so. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (_, { notServedYet }) => {
  notServedYet({ text: "this engine runs no commands yet" });
  return undefined;
});
