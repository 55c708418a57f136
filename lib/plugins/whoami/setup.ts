/** From directive to handler. */
import { defineSetup } from "../../chain/define-setup.ts";
import { directive } from "./directive.ts";
import { createWhoami } from "./handler.ts";

export const setup = defineSetup(directive, () => createWhoami());
