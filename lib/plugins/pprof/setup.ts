/** From directive to an HTTP server, which must be able to listen; it has no profiles to publish yet, and says so. */

import { listenHttp } from "../../plugin-kit/listen-http.ts";
import type { HttpListening, HttpResponse } from "../../ports/http.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

const DEFAULT_ADDRESS = "localhost:6053";
const NO_PROFILES: HttpResponse = { status: 501, body: "This engine publishes no profiles yet.\n" };

export const setup = defineSetup(directive, ([use], { block, host, problem, notServedYet }) => {
  const address = use?.args.address;
  let listening: HttpListening | undefined;
  block.onPrimaryStart(async () => {
    const opened = await listenHttp(host, address?.text ?? DEFAULT_ADDRESS, () => NO_PROFILES);
    if ("kind" in opened) {
      host.log.forPlugin("pprof").error(`Failed to start pprof handler: ${opened.text}`);
      return problem(opened.text, { ...(address === undefined ? {} : { at: address.at }), cause: "here" });
    }
    listening = opened;
    return undefined;
  });
  block.onStop(() => listening?.close());
  notServedYet({ text: "this engine publishes no profiles yet" });
  return undefined;
});
