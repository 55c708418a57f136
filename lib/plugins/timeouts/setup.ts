/** From directive to limits of the block's connections; later uses and lines count. */
import { CONNECTION_LIMITS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (uses, { block: { settings } }) => {
  for (const { properties } of uses) {
    const { read, write, idle, maxtcpqueries } = properties;
    settings.set(CONNECTION_LIMITS, {
      ...settings.get(CONNECTION_LIMITS),
      ...(read === undefined ? {} : { readTimeoutMs: read.args.after.value.ms }),
      ...(write === undefined ? {} : { writeTimeoutMs: write.args.after.value.ms }),
      ...(idle === undefined ? {} : { idleTimeoutMs: idle.args.after.value.ms }),
      ...(maxtcpqueries === undefined ? {} : { maxQueries: maxtcpqueries.args.queries.value }),
    });
  }
  return undefined;
});
