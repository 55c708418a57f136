/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createWhoami } from "./handler.ts";

export const setup = defineSetup(directive, () => createWhoami());
