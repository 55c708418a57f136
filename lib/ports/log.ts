/** CoreDNS's log: one line per call, printed as `[INFO] plugin/name: text`. */
export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** The last line: the server ends after it with exit code 1 (an engine inside something else ends alone). */
  fatal(text: string): void;
  /** A line without a level, as the log plugin and the start-up banner print. */
  plain(text: string): void;
  /** True when `debug` lines are printed (the debug plugin is in use). */
  readonly debugging: boolean;
  /** The same log with the prefix `plugin/NAME: `. */
  forPlugin(name: string): Log;
}
