/** Signatures for tests: the algorithm and a sum over the octets, so that equal octets have equal signatures. */
import type { Signing } from "../signing.ts";

/** A key whose public half ends in the octet 255 cannot sign. */
export const fakeSigning: Signing = {
  signer({ record: { rdata } }) {
    if (rdata.publicKey.at(-1) === 0xff) return { kind: "error", text: "crypto: this key does not sign" };
    return (octets) => Uint8Array.from([rdata.algorithm, ...sumOf(octets)]);
  },
  digest: (type, octets) => Uint8Array.from([type, ...sumOf(octets)]),
};

/** FNV-1a, in four octets. */
function sumOf(octets: Uint8Array): number[] {
  let sum = 0x81_1c_9d_c5;
  for (const octet of octets) sum = Math.imul(sum ^ octet, 0x01_00_01_93);
  return [24, 16, 8, 0].map((shift) => (sum >>> shift) & 0xff);
}
