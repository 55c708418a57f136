/** Datagrams for listeners over QUIC: noise, heads with noise behind them, greetings without end, and greetings repeated and bent. */
import { createSocket, type Socket } from "node:dgram";
import type { SeededRandom } from "./seeded-random.ts";

const INITIAL_OCTETS = 1200;
/** Datagrams that are sent before the others have their turn. */
const BURST = 50;

/** A socket of an attacker, and what it sends to. */
export class QuicAttacker {
  readonly #socket: Socket = createSocket("udp4");
  readonly #port: number;
  readonly #random: SeededRandom;
  #sent = 0;

  constructor(port: number, random: SeededRandom) {
    this.#port = port;
    this.#random = random;
    this.#socket.on("error", () => undefined);
  }

  /** Sends this many datagrams of one kind. */
  async flood(kind: keyof typeof KINDS, count: number): Promise<void> {
    for (let sent = 0; sent < count; sent++) {
      this.send(KINDS[kind](this.#random));
      if (sent % BURST === BURST - 1) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  send(datagram: Uint8Array): void {
    this.#sent++;
    this.#socket.send(datagram, this.#port, "127.0.0.1");
  }

  get sent(): number {
    return this.#sent;
  }

  close(): void {
    this.#socket.close();
  }
}

const KINDS = {
  noise: (random: SeededRandom): Buffer => Buffer.from(random.octets(random.below(1500))),
  /** A long head of a known version, and noise where the client's TLS should be. */
  greeting: (random: SeededRandom): Buffer => head(random, { version: 1, idOctets: 8 + random.below(13) }),
  /** Versions and lengths that there are not. */
  bent: (random: SeededRandom): Buffer =>
    head(random, { version: random.below(0xffff_ffff), idOctets: random.below(256) }),
  /** A short head, as of a connection that there is not. */
  short: (random: SeededRandom): Buffer => {
    const octets = Buffer.from(random.octets(20 + random.below(1200)));
    octets[0] = 0x40 | ((octets[0] ?? 0) & 0x3f);
    return octets;
  },
} as const;

function head(
  random: SeededRandom,
  { version, idOctets }: { readonly version: number; readonly idOctets: number },
): Buffer {
  const octets = Buffer.from(random.octets(INITIAL_OCTETS));
  octets[0] = 0xc0 | random.below(16);
  octets.writeUInt32BE(version, 1);
  octets[5] = idOctets;
  const after = 6 + (idOctets % INITIAL_OCTETS);
  if (after + 5 < INITIAL_OCTETS) {
    // No ID of its own, no token, and the length of what is left.
    octets[after] = 0;
    octets[after + 1] = 0;
    octets.writeUInt16BE(0x4000 | (INITIAL_OCTETS - after - 4), after + 2);
  }
  return octets;
}
