/** Numbers as CoreDNS prints them in its complaint about a rate. */

/** From here on JavaScript writes an exponent. */
const LARGE = 1e21;

/** Six digits behind the point (Go, `%f`). */
export function formatFixed(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  return Math.abs(value) < LARGE ? value.toFixed(6) : `${BigInt(value)}.000000`;
}
