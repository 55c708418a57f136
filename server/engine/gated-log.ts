/** A log that prints debug lines only while the debug plugin is in use: known only when all blocks are set up. */
import type { Log } from "../../lib/ports/log.ts";

/** The switch; set-up may flip it after loggers were handed out. */
export interface DebugSwitch {
  debugging: boolean;
}

/** The same log behind the switch. */
export function gateLog(log: Log, gate: DebugSwitch): Log {
  return {
    debug(text) {
      if (gate.debugging) log.debug(text);
    },
    info: (text) => log.info(text),
    warning: (text) => log.warning(text),
    error: (text) => log.error(text),
    fatal: (text) => log.fatal(text),
    plain: (text) => log.plain(text),
    get debugging() {
      return gate.debugging;
    },
    forPlugin: (name) => gateLog(log.forPlugin(name), gate),
  };
}
