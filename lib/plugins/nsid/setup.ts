/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createNsid } from "./handler.ts";

export const setup = defineSetup(directive, ([use], { host }) => {
  const words = use?.args.data.map(({ value }) => value) ?? [];
  return createNsid(words.length > 0 ? words.join(" ") : host.identity.hostname);
});
