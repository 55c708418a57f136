/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createMinimal } from "./handler.ts";

export const setup = defineSetup(directive, (_uses, { host }) => createMinimal(host.clock));
