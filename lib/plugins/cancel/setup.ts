/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createCancel } from "./handler.ts";

const DEFAULT_TIMEOUT_MS = 5001;

export const setup = defineSetup(directive, (uses, { host }) =>
  createCancel(uses.at(-1)?.args.timeout?.value.ms ?? DEFAULT_TIMEOUT_MS, host.clock),
);
