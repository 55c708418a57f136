/** From directive to the watch over the Corefile, of which a configuration has one. */
import { COREFILE_WATCH } from "../../set-up/corefile-watch.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

const DEFAULT_INTERVAL_MS = 30_000;
const DEFAULT_JITTER_MS = 15_000;

export const setup = defineSetup(directive, ([use], { block, host }) => {
  const intervalMs = use?.args.interval?.value.ms ?? DEFAULT_INTERVAL_MS;
  const jitterMs = Math.min(use?.args.jitter?.value.ms ?? DEFAULT_JITTER_MS, intervalMs / 2);
  const watching = block.shared(COREFILE_WATCH);
  watching.log = host.log.forPlugin("reload");
  watching.intervalMs = intervalMs + (host.random.fraction() - 0.5) * jitterMs;
  return undefined;
});
