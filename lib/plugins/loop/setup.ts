/** From directive to handler: the probe goes to the block's first listener, for its first zone. */

import { ROOT } from "../../dns/name/name.ts";
import { joinHostPort } from "../../go/net.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createLoop } from "./handler.ts";
import { LoopProbe } from "./probe.ts";

const DNS_PORT = 53;
/** Where a server that listens everywhere is reached, as Go has it. */
const LOOPBACK = "127.0.0.1";

export const setup = defineSetup(directive, (_, { block, host }) => {
  const [key] = block.keys;
  const [listen = ""] = block.settings.get(LISTEN_HOSTS);
  const port = key?.port ?? DNS_PORT;
  const target = { address: listen === "" ? LOOPBACK : listen, port, text: joinHostPort(listen, port) };
  const probe = new LoopProbe(key?.zone ?? ROOT, target, host);
  block.onPrimaryStart(() => {
    // Behind the start: nothing listens before.
    host.clock.after(0, () => void probe.run());
  });
  block.onStop(() => probe.stop());
  return createLoop(probe, host.log.forPlugin("loop"));
});
