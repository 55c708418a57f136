/** Headers of the PROXY protocol as no proxy sends them: cut, longer than they say, of families that are none, flipped. */
import type { SeededRandom } from "./seeded-random.ts";

const SIGNATURE = Uint8Array.of(0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a);
const COMMANDS = [0x20, 0x21, 0x22, 0x31, 0x01];
const PROTOCOLS = [0x00, 0x11, 0x12, 0x13, 0x21, 0x22, 0x31, 0x32, 0x41, 0xff];
const LENGTHS = [0, 1, 11, 12, 13, 36, 216, 300, 4096, 4097, 65_535];
const WORDS = [
  "TCP4",
  "TCP6",
  "TCP5",
  "UNKNOWN",
  "",
  "192.0.2.1",
  "::1",
  "::ffff:192.0.2.1",
  "fe80::1%eth0",
  "0",
  "053",
  "65536",
];
const ENDS = ["\r\n", "\n", "\r", "", " \r\n"];

/** A header, broken or not. */
export function proxyHeader(random: SeededRandom): Uint8Array {
  const header = random.chance(40) ? line(random) : binary(random);
  if (random.chance(20)) return header.subarray(0, random.below(header.length + 1));
  if (random.chance(20) && header.length > 0) header[random.below(header.length)] = random.below(256);
  return header;
}

function line(random: SeededRandom): Uint8Array {
  if (random.chance(10)) return Buffer.from(`PROXY ${"x".repeat(random.below(300))}`);
  const isRight = random.chance(30);
  const words = Array.from({ length: random.below(8) }, () => random.pick(WORDS));
  const text = isRight ? "TCP4 192.0.2.99 192.0.2.1 12345 53" : words.join(" ");
  return Buffer.from(`PROXY ${text}${isRight ? "\r\n" : random.pick(ENDS)}`);
}

function binary(random: SeededRandom): Uint8Array {
  const length = random.pick(LENGTHS);
  const held = random.chance(70) ? length : random.below(400);
  const start = Uint8Array.of(random.pick(COMMANDS), random.pick(PROTOCOLS), length >> 8, length & 0xff);
  return Buffer.concat([SIGNATURE, start, random.octets(Math.min(held, 4200))]);
}
