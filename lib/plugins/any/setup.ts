/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createAny } from "./handler.ts";

export const setup = defineSetup(directive, () => createAny());
