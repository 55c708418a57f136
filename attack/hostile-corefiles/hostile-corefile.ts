/** A Corefile made to break whoever reads it. */

/** The Corefile with the files beside it. */
export interface HostileCorefile {
  /** In kebab-case, with what tells it from others of its kind. */
  readonly name: string;
  readonly corefile: string | Uint8Array;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What CoreDNS itself needs for it, where that is very much: twice as much is allowed then. */
  readonly coredns?: { readonly tookMs: number; readonly rssMiB: number };
}

/** A server block around lines. */
export const block = (...lines: readonly string[]): string => `.:1053 {\n${lines.join("\n")}\n}\n`;

/** A text for each of many numbers, from 0. */
export const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join("");
