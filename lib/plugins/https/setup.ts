/** Limits of listeners for DNS over HTTPS: blocks that share one must agree about streams. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block: { settings } }) => {
  const streams = use?.properties.max_streams?.args.value.value;
  if (streams !== undefined) settings.httpsMaxStreams = streams;
  return undefined;
});
