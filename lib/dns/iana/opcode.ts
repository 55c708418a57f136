/** Opcodes: what kind of request a message is (RFC 6895 section 2.2). */

/** Number of each opcode. */
export const Opcode = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5, DSO: 6 } as const;

/** A registered opcode. */
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** DSO has no name in CoreDNS's tables. */
const named = Object.entries(Opcode).filter(([name]) => name !== "DSO");
const names: ReadonlyMap<number, string> = new Map(named.map(([name, code]) => [code, name]));
const numbers: ReadonlyMap<string, number> = new Map<string, number>(named);

/** The name of an opcode; empty for one that CoreDNS has no name for. */
export function opcodeName(code: number): string {
  return names.get(code) ?? "";
}

/** The number of an opcode written in capitals. */
export function opcodeByName(name: string): number | undefined {
  return numbers.get(name);
}
