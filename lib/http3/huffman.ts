/**
 * The Huffman code of header fields (RFC 7541 appendix B, which QPACK keeps). The code is canonical: among codes of one
 * length the symbols stand in order, so the lengths alone say it all.
 */

/** For each octet, and the end at last, how many bits its code has: 5 to 30, as digits of base 36. */
const LENGTHS = [
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca",
  "d67777777777777777777777878djde6f56565666577666567655677777fbeds",
  "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn",
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq",
  "u",
]
  .join("")
  .split("")
  .map((digit) => Number.parseInt(digit, 36));

const END = 256;
const MAX_BITS = 30;

/** The codes of one length: the first of them, and their symbols. */
interface Level {
  readonly first: number;
  readonly symbols: readonly number[];
}

/** By the number of bits. */
const LEVELS: readonly Level[] = levels();

function levels(): readonly Level[] {
  const made: Level[] = [];
  let code = 0;
  for (let bits = 0; bits <= MAX_BITS; bits++) {
    const symbols = LENGTHS.flatMap((length, symbol) => (length === bits ? [symbol] : []));
    made.push({ first: code, symbols });
    code = (code + symbols.length) * 2;
  }
  return made;
}

/** Decodes; undefined for octets that are no code, or end in more padding than there is need for. */
export function decodeHuffman(octets: Uint8Array): string | undefined {
  let text = "";
  let code = 0;
  let bits = 0;
  for (const octet of octets) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((octet >> bit) & 1);
      bits++;
      const level = LEVELS[bits];
      if (level === undefined) return undefined;
      const symbol = level.symbols[code - level.first];
      if (symbol === undefined || code < level.first) continue;
      if (symbol === END) return undefined;
      text += String.fromCharCode(symbol);
      code = 0;
      bits = 0;
    }
  }
  // What is left over is the beginning of the end: ones, and fewer than an octet.
  return bits < 8 && code === 2 ** bits - 1 ? text : undefined;
}
