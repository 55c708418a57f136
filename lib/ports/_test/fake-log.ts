/** A log that a test reads back. */
import type { Log } from "../log.ts";

export class FakeLog implements Log {
  readonly debugging = true;
  readonly lines: string[];
  readonly #prefix: string;

  constructor(lines: string[] = [], prefix = "") {
    this.lines = lines;
    this.#prefix = prefix;
  }

  debug(text: string): void {
    this.lines.push(`[DEBUG] ${this.#prefix}${text}`);
  }

  info(text: string): void {
    this.lines.push(`[INFO] ${this.#prefix}${text}`);
  }

  warning(text: string): void {
    this.lines.push(`[WARNING] ${this.#prefix}${text}`);
  }

  error(text: string): void {
    this.lines.push(`[ERROR] ${this.#prefix}${text}`);
  }

  fatal(text: string): void {
    this.lines.push(`[FATAL] ${this.#prefix}${text}`);
  }

  plain(text: string): void {
    this.lines.push(text);
  }

  forPlugin(name: string): Log {
    return new FakeLog(this.lines, `plugin/${name}: `);
  }
}
