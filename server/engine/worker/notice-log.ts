/** CoreDNS's log as notices to the studio instead of lines on a terminal. */
import type { LogLine } from "../../../lib/api/events.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import type { Log } from "../../../lib/ports/log.ts";
import type { EngineNotice } from "./worker-messages.ts";

export interface NoticeLogOptions {
  readonly tell: (notice: EngineNotice) => void;
  readonly clock: Clock;
  /** Called after the last line of an engine that must end. */
  readonly onFatal: (text: string) => void;
}

/** A log that tells of each line; the text is the one that CoreDNS prints behind its time. */
export function createNoticeLog(options: NoticeLogOptions): Log {
  return new NoticeLog(options, "");
}

class NoticeLog implements Log {
  /** Whoever runs the debug plugin puts a log that says otherwise before this one. */
  readonly debugging = false;
  readonly #options: NoticeLogOptions;
  readonly #prefix: string;

  constructor(options: NoticeLogOptions, prefix: string) {
    this.#options = options;
    this.#prefix = prefix;
  }

  debug(text: string): void {
    this.#line("debug", `[DEBUG] ${this.#prefix}${text}`);
  }
  info(text: string): void {
    this.#line("info", `[INFO] ${this.#prefix}${text}`);
  }
  warning(text: string): void {
    this.#line("warning", `[WARNING] ${this.#prefix}${text}`);
  }
  error(text: string): void {
    this.#line("error", `[ERROR] ${this.#prefix}${text}`);
  }
  fatal(text: string): void {
    this.#line("error", `[FATAL] ${this.#prefix}${text}`);
    this.#options.onFatal(`${this.#prefix}${text}`);
  }
  plain(text: string): void {
    this.#line("plain", text);
  }
  forPlugin(name: string): Log {
    return new NoticeLog(this.#options, `plugin/${name}: `);
  }

  #line(level: LogLine["level"], text: string): void {
    const { tell, clock } = this.#options;
    tell({ kind: "log", line: { atMs: clock.nowMs(), level, text: text.replace(/\n$/, "") } });
  }
}
