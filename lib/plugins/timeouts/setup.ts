/** From directive to limits of the block's connections; later uses and lines count. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (uses, { block: { settings } }) => {
  for (const { properties } of uses) {
    const { read, write, idle, maxtcpqueries } = properties;
    if (read !== undefined) settings.readTimeoutMs = read.args.after.value.ms;
    if (write !== undefined) settings.writeTimeoutMs = write.args.after.value.ms;
    if (idle !== undefined) settings.idleTimeoutMs = idle.args.after.value.ms;
    if (maxtcpqueries !== undefined) settings.maxTcpQueries = maxtcpqueries.args.queries.value;
  }
  return undefined;
});
