/** The same source with a log that says nothing: whoever only looks must not speak into the log of who serves. */
import type { Log } from "../../lib/ports/log.ts";
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

/** Silences a source. */
export function quiet(source: EngineSource): EngineSource {
  return { ...source, host: { ...source.host, log: silent } };
}
