/** Whether the engine looks at the Corefile while it serves; the plugin reload says so. */

import { shared } from "./shared.ts";

/** How often the Corefile is looked at, for the whole configuration; 0 for never. */
export const COREFILE_WATCH = shared(() => ({ intervalMs: 0 }));
