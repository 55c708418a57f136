/** Numbers in master files. */

/** Reads a decimal number without sign, 0 to `limit`; `undefined` for anything else. */
export function readUnsigned(text: string, limit: number): number | undefined {
  if (text.length === 0) return undefined;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return undefined;
    value = value * 10 + code - 0x30;
    if (value > limit) return undefined;
  }
  return value;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Reads a TTL in seconds: `3600`, `1h`, `1w2d`; a number without unit at the end counts as seconds. */
export function readTtl(text: string): number | undefined {
  let seconds = 0;
  let value = 0;
  for (const character of text) {
    const unit = SECONDS[character.toLowerCase()];
    if (unit !== undefined) {
      seconds += value * unit;
      value = 0;
    } else if (character >= "0" && character <= "9") {
      value = value * 10 + character.charCodeAt(0) - 0x30;
    } else {
      return undefined;
    }
  }
  return seconds + value > 0xff_ff_ff_ff ? undefined : seconds + value;
}

/** Decimal floating-point numbers as people write coordinates; what else Go reads as one has no use there. */
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a decimal number with or without a fraction; `undefined` for anything else. */
export function readFloat(text: string): number | undefined {
  return FLOAT.test(text) ? Number(text) : undefined;
}
