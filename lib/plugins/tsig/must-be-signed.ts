/** Which requests must be signed: those of these types, and those with these opcodes. */
import type { Query } from "../../chain/query.ts";
import type { Range } from "../../text/position.ts";
import type { Required } from "./required.ts";

/** A line with what must be signed, and where it stands. */
export interface RequiredLine {
  readonly args: Required;
  readonly at: Range;
}

export class MustBeSigned {
  readonly #types: (code: number) => boolean;
  readonly #opcodes: (code: number) => boolean;
  readonly #at: Readonly<Record<"type" | "opcode", Range | undefined>>;

  /** As in CoreDNS a later line takes the place of earlier ones, but `all` stays. */
  constructor(types: readonly RequiredLine[], opcodes: readonly RequiredLine[]) {
    this.#types = testOf(types);
    this.#opcodes = testOf(opcodes);
    this.#at = { type: types.at(-1)?.at, opcode: opcodes.at(-1)?.at };
  }

  /** What of a request makes it one that must be signed; undefined when it need not be. */
  reason({ qtype, request: { opcode } }: Query): "type" | "opcode" | undefined {
    if (this.#types(qtype)) return "type";
    return this.#opcodes(opcode) ? "opcode" : undefined;
  }

  /** The line that says so. */
  lineOf(reason: "type" | "opcode"): Range | undefined {
    return this.#at[reason];
  }
}

function testOf(lines: readonly RequiredLine[]): (code: number) => boolean {
  if (lines.some(({ args }) => args.which === "all")) return () => true;
  const codes = new Set(lines.at(-1)?.args.codes.map(({ value }) => value));
  return (code) => codes.has(code);
}
