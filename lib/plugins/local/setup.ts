/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createLocal } from "./handler.ts";

export const setup = defineSetup(directive, (uses, { host }) => {
  const states = uses.flatMap(({ properties }) => properties.localhost_prefix?.args.state.value ?? []);
  return createLocal({ localhostPrefix: states.at(-1) !== "off" }, host);
});
