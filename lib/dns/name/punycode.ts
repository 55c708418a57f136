/**
 * Punycode: letters of all scripts as letters, digits and hyphens (RFC 3492). Our own: Node's module is deprecated, and its
 * replacements map names (IDNA), which DNS names that are read back must not be.
 */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE_POINT = 128;

/** The text in Punycode, without the prefix `xn--` (section 6.3). */
export function encodePunycode(text: string): string {
  const input = Array.from(text, (character) => character.codePointAt(0) ?? NaN);
  const basic = input.filter((codePoint) => codePoint < INITIAL_CODE_POINT);
  let output = basic.length === 0 ? "" : `${basic.map((code) => String.fromCodePoint(code)).join("")}-`;
  let codePoint = INITIAL_CODE_POINT;
  let bias = INITIAL_BIAS;
  let delta = 0;
  for (let handled = basic.length; handled < input.length; ) {
    const next = input.filter((one) => one >= codePoint).reduce((least, one) => Math.min(least, one));
    delta += (next - codePoint) * (handled + 1);
    codePoint = next;
    for (const one of input) {
      if (one < codePoint) delta++;
      if (one !== codePoint) continue;
      output += writeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    codePoint++;
  }
  return output;
}

/** A delta as a number of variable length (section 3.3). */
function writeDelta(delta: number, bias: number): string {
  let text = "";
  let rest = delta;
  for (let place = BASE; ; place += BASE) {
    const threshold = Math.min(Math.max(place - bias, T_MIN), T_MAX);
    if (rest < threshold) return text + writeDigit(rest);
    text += writeDigit(threshold + ((rest - threshold) % (BASE - threshold)));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

/** `a` to `z` are 0 to 25, `0` to `9` are 26 to 35 (section 5). */
function writeDigit(digit: number): string {
  return String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}

/** The next bias (section 6.1). */
function adapt(delta: number, handled: number, isFirst: boolean): number {
  let scaled = Math.floor(delta / (isFirst ? DAMP : 2));
  scaled += Math.floor(scaled / handled);
  let bias = 0;
  for (; scaled > ((BASE - T_MIN) * T_MAX) / 2; bias += BASE) scaled = Math.floor(scaled / (BASE - T_MIN));
  return bias + Math.floor(((BASE - T_MIN + 1) * scaled) / (scaled + SKEW));
}
