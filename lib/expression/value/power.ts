/** Powers as Go's math.Pow has them: by squaring, and of the halves that are left over by logarithm. */

/** From here on an exponent is beyond all that a float can hold. */
const LARGE = 2 ** 63;

/** `base` to the power of `exponent`. */
export function power(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  const size = Math.abs(exponent);
  if (base === -1 && size === Number.POSITIVE_INFINITY) return 1;
  if (!Number.isFinite(base) || !Number.isFinite(exponent) || base === 0 || size >= LARGE) return base ** exponent;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  const fraction = size % 1;
  if (fraction !== 0 && base < 0) return Number.NaN;
  const isUp = fraction > 0.5;
  const rest = fraction === 0 ? 1 : Math.exp((isUp ? fraction - 1 : fraction) * Math.log(base));
  return squared({ base, rest, isNegative: exponent < 0 }, BigInt(Math.trunc(size)) + (isUp ? 1n : 0n));
}

interface Parts {
  readonly base: number;
  readonly rest: number;
  readonly isNegative: boolean;
}

/** More than this as a power of two is infinite or nothing. */
const OVERFLOW = 1 << 12;

/** Numbers are held as a mantissa from 0.5 to 1 and a power of two, so that nothing overflows on the way. */
function squared({ base, rest, isNegative }: Parts, count: bigint): number {
  let [mantissa, exponent] = binaryParts(base);
  let [value, valueExponent] = [rest, 0];
  for (let left = count; left !== 0n; left >>= 1n) {
    if (exponent < -OVERFLOW || exponent > OVERFLOW) {
      valueExponent += exponent;
      break;
    }
    if ((left & 1n) === 1n) {
      value *= mantissa;
      valueExponent += exponent;
    }
    mantissa *= mantissa;
    exponent *= 2;
    if (mantissa < 0.5) {
      mantissa += mantissa;
      exponent--;
    }
  }
  return isNegative ? scaled(1 / value, -valueExponent) : scaled(value, valueExponent);
}

function binaryParts(value: number): [number, number] {
  let exponent = Math.floor(Math.log2(Math.abs(value))) + 1;
  let mantissa = scaled(value, -exponent);
  if (Math.abs(mantissa) >= 1) [mantissa, exponent] = [mantissa / 2, exponent + 1];
  if (Math.abs(mantissa) < 0.5) [mantissa, exponent] = [mantissa * 2, exponent - 1];
  return [mantissa, exponent];
}

/** `value` times two to the power of `exponent`, in steps that stay in bounds. */
function scaled(value: number, exponent: number): number {
  const STEP = 1000;
  let [result, left] = [value, exponent];
  for (; left > STEP; left -= STEP) result *= 2 ** STEP;
  for (; left < -STEP; left += STEP) result *= 2 ** -STEP;
  return result * 2 ** left;
}
