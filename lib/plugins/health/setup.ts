/** From directive to an HTTP server. */

import { parseUrl } from "../../go/url.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createHealth } from "./health.ts";

const DEFAULT_ADDRESS = ":8080";

export const setup = defineSetup(directive, (uses, { block, host, problem, problemAtStart }) => {
  const last = uses.at(-1);
  const lameducks = uses.flatMap(({ properties }) => properties.lameduck?.args.duration.value ?? []);
  const addresses = uses.flatMap(({ args }) => args.address ?? []);
  const address = addresses.at(-1)?.text ?? DEFAULT_ADDRESS;
  const health = createHealth(host, { address, lameduck: lameducks.at(-1) });
  const at = addresses.at(-1)?.at ?? last?.at;
  // The address must make a URL, with which health asks itself.
  const url = parseUrl(`http://${address}`);
  if (!url.ok) problemAtStart(url.error, at);
  block.onPrimaryStart(async () => {
    const error = await health.start();
    return error === undefined
      ? undefined
      : problem(error, at === undefined ? { cause: "here" } : { at, cause: "here" });
  });
  block.onStop(() => health.stop());
  block.onFinalStop(() => health.lameduck());
  return undefined;
});
