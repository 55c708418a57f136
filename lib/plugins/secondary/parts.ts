/** What the zones of secondary work with. */
import type { Host } from "../../ports/host.ts";
import type { Notifier } from "../transfer/api.ts";

/** The world, and who hears of new zones. */
export interface SecondaryParts {
  readonly host: Pick<Host, "clock" | "random" | "exchange" | "log" | "siblings">;
  /** The transfer plugin's; known once the block has started. */
  readonly notify: () => Notifier | undefined;
}
