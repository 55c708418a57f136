/** Tokens by which a client shows that it is where it says (RFC 9000 section 8.1.2): they are sealed, and kept nowhere. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Endpoint } from "../../lib/chain/arrival.ts";

const TIME_OCTETS = 6;
const SEAL_OCTETS = 16;
/** How long a client may take to come back. */
const VALID_MS = 10_000;

export class RetryTokens {
  readonly #secret = randomBytes(32);

  /** A token for a client that named `firstId` as where it sends to. */
  make(client: Endpoint, firstId: Uint8Array, nowMs: number): Buffer {
    const time = Buffer.alloc(TIME_OCTETS);
    time.writeUIntBE(Math.floor(nowMs), 0, TIME_OCTETS);
    const body = Buffer.concat([time, firstId]);
    return Buffer.concat([body, this.#seal(client, body)]);
  }

  /** What the client named first; undefined for a token that is none of ours, another's, or too old. */
  read(client: Endpoint, token: Uint8Array, nowMs: number): Buffer | undefined {
    if (token.length < TIME_OCTETS + SEAL_OCTETS) return undefined;
    const octets = Buffer.from(token);
    const body = octets.subarray(0, -SEAL_OCTETS);
    if (!timingSafeEqual(this.#seal(client, body), octets.subarray(-SEAL_OCTETS))) return undefined;
    const ageMs = nowMs - body.readUIntBE(0, TIME_OCTETS);
    return ageMs >= -1 && ageMs <= VALID_MS ? body.subarray(TIME_OCTETS) : undefined;
  }

  #seal({ address, port }: Endpoint, body: Uint8Array): Buffer {
    const sealed = createHmac("sha256", this.#secret).update(`${address} ${port} `).update(body).digest();
    return sealed.subarray(0, SEAL_OCTETS);
  }
}
