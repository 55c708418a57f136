/** Serial numbers of zones (RFC 1982). */

const MAX_INCREMENT = 2_147_483_647;

/** True when the first serial is before the second. */
export function isOlder(serial: number, other: number): boolean {
  return serial < other ? other - serial <= MAX_INCREMENT : serial - other > MAX_INCREMENT;
}
