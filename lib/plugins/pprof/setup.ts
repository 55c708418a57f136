/** From directive to an HTTP server with profiles of this engine. */

import { listenHttp } from "../../plugin-kit/listen-http.ts";
import type { HttpListening } from "../../ports/http.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createProfiles } from "./profiles.ts";

const DEFAULT_ADDRESS = "localhost:6053";

export const setup = defineSetup(directive, ([use], { block, host, problem }) => {
  const address = use?.args.address;
  let listening: HttpListening | undefined;
  block.onPrimaryStart(async () => {
    const opened = await listenHttp(host, address?.text ?? DEFAULT_ADDRESS, createProfiles(host.profiler));
    if ("kind" in opened) {
      host.log.forPlugin("pprof").error(`Failed to start pprof handler: ${opened.text}`);
      return problem(opened.text, { ...(address === undefined ? {} : { at: address.at }), cause: "here" });
    }
    listening = opened;
    return undefined;
  });
  block.onStop(() => listening?.close());
  return undefined;
});
