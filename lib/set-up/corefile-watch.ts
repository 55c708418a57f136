/** Whether the engine looks at the Corefile while it serves; the plugin reload says so. */

import type { Log } from "../ports/log.ts";
import { shared } from "./shared.ts";

/** How often the engine looks at the Corefile. */
export interface CorefileWatching {
  /** 0 for never. */
  intervalMs: number;
  /** Where it tells what it sees; undefined for nobody. */
  log: Log | undefined;
}

/** For the whole configuration; the last block that says something counts. */
export const COREFILE_WATCH = shared((): CorefileWatching => ({ intervalMs: 0, log: undefined }));
