/** From directive to handler; weights are read at the start, and again when their file changes. */

import { contains } from "../../go/net.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createLoadbalance } from "./handler.ts";
import { prefer, shuffle } from "./order.ts";
import { WeightFile } from "./weight-file.ts";
import { weighted } from "./weights.ts";

const DEFAULT_RELOAD_MS = 30_000;

export const setup = defineSetup(directive, (uses, { block, host, problem }) => {
  const last = uses.at(-1);
  const networks = uses.flatMap(({ properties }) => properties.prefer.flatMap(({ args }) => args.networks));
  const base = last?.args.form === "weighted" ? undefined : shuffle(host.random);
  let order = base ?? shuffle(host.random);
  let weightFile: string | undefined;
  if (last?.args.form === "weighted") {
    const { file } = last.args.args;
    weightFile = inRoot(file.value, block.settings.get(ROOT_FOLDER));
    const weights = new WeightFile(
      host,
      weightFile,
      last.properties.reload?.args.interval.value ?? { ms: DEFAULT_RELOAD_MS, text: "30s" },
    );
    order = weighted(() => weights.current, host.random);
    block.onStart(() => {
      const error = weights.start();
      return error === undefined ? undefined : problem(`plugin/loadbalance: ${error}`, { at: file.at, cause: "here" });
    });
    block.onStop(() => weights.stop());
  }
  const preferring = networks.length > 0;
  const preferred = networks.map(({ value }) => ({ contains: (address: Uint8Array) => contains(value, address) }));
  return createLoadbalance({ order: preferring ? prefer(order, preferred) : order, weightFile, preferring });
});
