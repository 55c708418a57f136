/** Floats as Go's strconv writes them (strconv.FormatFloat with 64 bits). */

/**
 * A float with a verb of strconv.FormatFloat: `e`, `f` or `g`. A precision below 0 is as many digits as are needed to
 * read the same number back.
 */
export function formatFloat(value: number, verb: "e" | "f" | "g", precision = -1): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (verb === "e") return sign + writeExponent(precision < 0 ? shortest(size) : rounded(size, precision + 1));
  if (verb === "f") return sign + (precision < 0 ? writePlain(shortest(size)) : writeFixed(size, precision));
  return sign + general(size, precision);
}

/** The digits of a number without the point, which stands behind the first one at power 0. */
interface Digits {
  readonly digits: string;
  readonly power: number;
}

/** With as many digits as needed, larger powers of ten have an exponent. */
const SHORTEST_LIMIT = 6;

function general(size: number, precision: number): string {
  const count = precision === 0 ? 1 : precision;
  const { digits, power } = count < 0 ? shortest(size) : rounded(size, count);
  const significant = digits.replace(/0+$/, "") || "0";
  const limit =
    count < 0
      ? SHORTEST_LIMIT
      : count > significant.length && significant.length >= power + 1
        ? significant.length
        : count;
  const kept = { digits: significant, power };
  return power < -4 || power >= limit ? writeExponent(kept) : writePlain(kept);
}

function shortest(size: number): Digits {
  const [mantissa = "", power = "0"] = size.toExponential().split("e");
  return { digits: mantissa.replace(".", ""), power: Number(power) };
}

/** So many digits; what is left is rounded, and a half goes to the even digit, unlike `toExponential`. */
function rounded(size: number, count: number): Digits {
  const exact = Math.min(count, MOST_DIGITS);
  const { power } = shortest(size);
  if (size === 0) return { digits: "0".repeat(count), power };
  for (const guess of [power, power - 1, power + 1]) {
    const digits = String(scaled(size, exact - 1 - guess));
    // The shortest digits of a number just below a power of ten are that power's.
    if (digits.length === exact) return { digits: digits.padEnd(count, "0"), power: guess };
  }
  return { digits: "1".padEnd(count, "0"), power: power + 1 };
}

/** No float has more digits than these that are not zero. */
const MOST_DIGITS = 1100;

/** A number times a power of ten as a whole number, a half goes to the even one. */
function scaled(size: number, power: number): bigint {
  const { mantissa, exponent } = partsOf(size);
  const above = mantissa * 10n ** BigInt(Math.max(0, power)) * 2n ** BigInt(Math.max(0, exponent));
  const below = 10n ** BigInt(Math.max(0, -power)) * 2n ** BigInt(Math.max(0, -exponent));
  const whole = above / below;
  const twice = 2n * (above - whole * below);
  return twice > below || (twice === below && whole % 2n === 1n) ? whole + 1n : whole;
}

/** The number is `mantissa * 2 ** exponent`, exactly. */
function partsOf(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const biased = Number(bits >> 52n);
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10_0000_0000_0000n, exponent: biased - 1075 };
}

function writeFixed(size: number, precision: number): string {
  const exact = Math.min(precision, MOST_DIGITS);
  const digits = String(scaled(size, exact)).padStart(exact + 1, "0");
  const fraction = digits.slice(digits.length - exact).padEnd(precision, "0");
  return precision === 0 ? digits : `${digits.slice(0, digits.length - exact)}.${fraction}`;
}

/** Go writes at least two digits of an exponent. */
function writeExponent({ digits, power }: Digits): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${digits.charAt(0)}${fraction}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function writePlain({ digits, power }: Digits): string {
  if (power < 0) return `0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  return digits.length > power + 1 ? `${whole}.${digits.slice(power + 1)}` : whole;
}
