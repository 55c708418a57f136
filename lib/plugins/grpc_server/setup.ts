/** Limits of listeners for DNS over gRPC: checked here, and without meaning for any other listener. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, () => undefined);
