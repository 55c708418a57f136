/** CoreDNS's log lines: `[INFO] plugin/name: text`, whole lines to one writer. */
import type { Log } from "../../lib/ports/log.ts";

/** Where lines go. */
export interface LogSink {
  write(line: string): void;
  /** Ends the process after the last line. */
  end(): void;
}

/** Standard output, as CoreDNS logs there. */
export const standardOutput: LogSink = {
  write: (line) => void process.stdout.write(`${line}\n`),
  end: () => process.exit(1),
};

/** A log over a sink. Debug lines are written whenever they are asked for; an engine asks only with the debug plugin. */
export function createLog(sink: LogSink, prefix = ""): Log {
  const line = (level: string) => (text: string) => sink.write(`[${level}] ${prefix}${text.replace(/\n$/, "")}`);
  const fatal = line("FATAL");
  return {
    debug: line("DEBUG"),
    info: line("INFO"),
    warning: line("WARNING"),
    error: line("ERROR"),
    fatal(text) {
      fatal(text);
      sink.end();
    },
    plain: (text) => sink.write(text),
    debugging: false,
    forPlugin: (name) => createLog(sink, `plugin/${name}: `),
  };
}
