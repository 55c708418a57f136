/** CoreDNS's log lines: `[INFO] plugin/name: text`, whole lines to one writer. */
import type { Log } from "../../lib/ports/log.ts";

/** Where lines go, and whether debug lines are among them. */
export interface LogSink {
  write(line: string): void;
  debugging: boolean;
}

/** A log over a sink. */
export function createLog(sink: LogSink, prefix = ""): Log {
  const line = (level: string) => (text: string) => sink.write(`[${level}] ${prefix}${text.replace(/\n$/, "")}`);
  const debug = line("DEBUG");
  return {
    debug(text) {
      if (sink.debugging) debug(text);
    },
    info: line("INFO"),
    warning: line("WARNING"),
    error: line("ERROR"),
    fatal: line("FATAL"),
    plain: (text) => sink.write(text),
    get debugging() {
      return sink.debugging;
    },
    forPlugin: (name) => createLog(sink, `plugin/${name}: `),
  };
}
