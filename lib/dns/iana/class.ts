/** DNS classes (RFC 6895 section 3.2). */

/** Number of each class. */
export const Class = { IN: 1, CS: 2, CH: 3, HS: 4, NONE: 254, ANY: 255 } as const;

const numbers: ReadonlyMap<string, number> = new Map<string, number>(Object.entries(Class));
const names: ReadonlyMap<number, string> = new Map(
  Object.entries(Class)
    .filter(([name]) => name !== "ANY")
    .map(([name, number]) => [number, name]),
);

/**
 * The name of a class; `CLASS32` for a number without one (RFC 3597 section 5). The class ANY is written `CLASS255`,
 * because `ANY` in the place of a class would be read as the RR type.
 */
export function className(number: number): string {
  return names.get(number) ?? `CLASS${number}`;
}

/** The number of a class written in capitals; neither `in` nor `CLASS1` is known. */
export function classByName(name: string): number | undefined {
  return numbers.get(name);
}
