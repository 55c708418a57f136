/** Durations as Go's time.ParseDuration reads them and Duration.String writes them. */
import { utf8Octets } from "../text/octets.ts";

/** A length of time. */
export interface Duration {
  /** Milliseconds, with a fraction for what is shorter. */
  readonly ms: number;
  /** As Go prints it: `1h0m0s`, `500ms`. */
  readonly text: string;
}

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  "\u00b5s": 1_000n,
  "\u03bcs": 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const LIMIT = 1n << 63n;

/** A duration, or what Go says. */
export type DurationReading =
  | { readonly ok: true; readonly value: Duration }
  | { readonly ok: false; readonly error: string };

/** time.ParseDuration. */
export function parseDuration(text: string): DurationReading {
  const reading = parseNanoseconds(text);
  return reading.ok ? { ok: true, value: durationOf(reading.value) } : reading;
}

/** time.ParseDuration, in nanoseconds. */
export function parseNanoseconds(
  text: string,
): { readonly ok: true; readonly value: bigint } | { readonly ok: false; readonly error: string } {
  const invalid: { readonly ok: false; readonly error: string } = {
    ok: false,
    error: `time: invalid duration ${quote(text)}`,
  };
  const negative = text.startsWith("-");
  let left = /^[+-]/.test(text) ? text.slice(1) : text;
  if (left === "0") return { ok: true, value: 0n };
  if (left === "") return invalid;
  let total = 0n;
  while (left !== "") {
    const part = /^([0-9]*)(?:(\.)([0-9]*))?/.exec(left);
    const [whole = "", integer = "", , fraction = ""] = part ?? [];
    if (integer === "" && fraction === "") return invalid;
    if (integer !== "" && BigInt(integer) > LIMIT) return invalid;
    left = left.slice(whole.length);
    const unit = /^[^.0-9]*/.exec(left)?.[0] ?? "";
    if (unit === "") return { ok: false, error: `time: missing unit in duration ${quote(text)}` };
    const size = Object.hasOwn(NANOSECONDS, unit) ? NANOSECONDS[unit] : undefined;
    if (size === undefined) return { ok: false, error: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    left = left.slice(unit.length);
    total += BigInt(integer === "" ? "0" : integer) * size + fractionOf(fraction, size);
    if (total > LIMIT || (total === LIMIT && !negative && left === "")) return invalid;
  }
  return { ok: true, value: negative ? -total : total };
}

/** The digits behind a point as nanoseconds. Go computes them with floats, from as many digits as 63 bits hold. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const longer = value * 10n + BigInt(digit);
    if (longer > LIMIT) break;
    value = longer;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/** Package time quotes in a way of its own: what is not ASCII octet by octet, control characters likewise. */
function quote(text: string): string {
  const written = utf8Octets(text).replace(/["\\]|[^ -\x7f]/g, (character) =>
    character === '"' || character === "\\"
      ? `\\${character}`
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `"${written}"`;
}

/** A duration of so many milliseconds. */
export function durationOfMs(ms: number): Duration {
  return durationOf(BigInt(Math.round(ms * 1e6)));
}

function durationOf(nanoseconds: bigint): Duration {
  return { ms: Number(nanoseconds) / 1e6, text: writeDuration(nanoseconds) };
}

/** Duration.String. */
export function writeDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const sign = nanoseconds < 0n ? "-" : "";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${writeFraction(size, 3)}\u00b5s`;
  if (size < 1_000_000_000n) return `${sign}${writeFraction(size, 6)}ms`;
  const seconds = size / 1_000_000_000n;
  const hours = seconds / 3600n;
  const minutes = (seconds / 60n) % 60n;
  const rest = writeFraction(size % 60_000_000_000n, 9);
  if (hours > 0n) return `${sign}${hours}h${minutes}m${rest}s`;
  return minutes > 0n ? `${sign}${minutes}m${rest}s` : `${sign}${rest}s`;
}

function writeFraction(value: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const fraction = (value % unit).toString().padStart(digits, "0").replace(/0+$/, "");
  return fraction === "" ? `${value / unit}` : `${value / unit}.${fraction}`;
}
