/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createBufsize } from "./handler.ts";

/** The size that DNS Flag Day 2020 agreed on. */
const DEFAULT_OCTETS = 1232;

export const setup = defineSetup(directive, ([use]) => createBufsize(use?.args.size?.value ?? DEFAULT_OCTETS));
