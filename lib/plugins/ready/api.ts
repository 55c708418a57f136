/** What plugins offer ready. */
import { Key } from "../../chain/key.ts";

/** Whether a plugin can serve (CoreDNS, ready.Readiness). */
export const READINESS = new Key<() => boolean | Promise<boolean>>();
