/** The same source for whoever only looks: nothing is said into the log of who serves, and no store is waited for for ever. */
import type { Log } from "../../lib/ports/log.ts";
import { impatient } from "./impatient-key-values.ts";
import type { EngineSource } from "./instance.ts";

const silent: Log = {
  debug() {},
  info() {},
  warning() {},
  error() {},
  fatal() {},
  plain() {},
  debugging: false,
  forPlugin: () => silent,
};

/** Silences a source, and makes it impatient. */
export function quiet(source: EngineSource): EngineSource {
  return { ...source, host: { ...source.host, log: silent, keyValues: impatient(source.host.keyValues) } };
}
