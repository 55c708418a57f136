/** Signs the replies to one request (CoreDNS, restoreTsigWriter). */
import type { Seal } from "../../chain/seal.ts";
import type { KeyRing } from "../../dns/tsig/keys.ts";
import { sign, signatureOctets } from "../../dns/tsig/sign.ts";
import type { TsigRecord } from "../../dns/tsig/signed-octets.ts";

/** How the replies are signed. */
export interface Sealing {
  readonly keys: KeyRing;
  /** The record of the request. */
  readonly record: TsigRecord;
  readonly error: number;
  readonly timeSigned?: number | undefined;
  readonly other?: Uint8Array | undefined;
  readonly nowSeconds: () => number;
}

export class TsigSeal implements Seal {
  readonly reserve: number;
  readonly #sealing: Sealing;
  #prior: Uint8Array;
  #isFirst = true;

  constructor(sealing: Sealing) {
    const { record } = sealing;
    this.#sealing = sealing;
    this.#prior = record.rdata.mac;
    this.reserve = signatureOctets(this.#signing(), record.rdata.mac.length);
  }

  seal(message: Uint8Array): Uint8Array {
    const { keys, nowSeconds } = this.#sealing;
    const signed = sign(keys, { message, signing: this.#signing() }, nowSeconds());
    this.#prior = signed.mac;
    this.#isFirst = false;
    return signed.message;
  }

  #signing() {
    const { record, error, timeSigned, other } = this.#sealing;
    return {
      key: record.name,
      algorithm: record.rdata.algorithm,
      error,
      timeSigned,
      other,
      prior: this.#prior,
      timersOnly: !this.#isFirst,
    };
  }
}
