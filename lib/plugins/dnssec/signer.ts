/** Signs RRsets with the keys of a block, and keeps the signatures for a while (CoreDNS, plugin dnssec). */
import { isKeySigning, isZoneSigning } from "../../dns/dnssec/key-pair.ts";
import { type SignatureRecord, type SigningKey, signRrset } from "../../dns/dnssec/sign-rrset.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { type Evictable, Store } from "../../plugin-kit/store.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ServerCounters } from "./metrics.ts";

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** Signatures hold for 8 days, and from 3 hours ago, so that clocks may differ. */
const VALID_SECONDS = 8 * DAY_SECONDS;
const EARLIER_SECONDS = 3 * HOUR_SECONDS;
/** With less than this left, an RRset is signed again. */
const FRESH_SECONDS = 2 * DAY_SECONDS;
/** CoreDNS cannot see what TTL the RRset had at its source. */
const ORIGINAL_TTL = 3600;
const CLEAN_EVERY_MS = 8 * HOUR_SECONDS * 1000;

interface Kept extends Evictable {
  readonly signatures: readonly SignatureRecord[];
  readonly expiration: number;
}

/** What an RRset is signed for. */
export interface Order {
  readonly zone: CanonicalName;
  readonly ttl: number;
  readonly counters: ServerCounters;
}

const NONE: readonly SignatureRecord[] = [];

export class Signer {
  readonly keys: readonly SigningKey[];
  /** True when some keys sign only keys, and others the rest. */
  readonly isSplit: boolean;
  readonly #clock: Clock;
  readonly #kept: Store<Kept>;

  constructor(keys: readonly SigningKey[], { clock, capacity }: { readonly clock: Clock; readonly capacity: number }) {
    this.keys = keys;
    this.isSplit =
      keys.some(({ record }) => isKeySigning(record.rdata)) && keys.some(({ record }) => isZoneSigning(record.rdata));
    this.#clock = clock;
    this.#kept = new Store(capacity);
  }

  /** How many RRsets have signatures here. */
  get size(): number {
    return this.#kept.size;
  }

  /** The signatures of an RRset, one for each key; undefined when a key cannot sign it. */
  sign(rrset: readonly ResourceRecord[], { zone, ttl, counters }: Order): readonly SignatureRecord[] | undefined {
    const text = textOf(rrset);
    const now = Math.floor(this.#clock.nowMs() / 1000);
    const kept = this.#kept.get(text);
    if (kept !== undefined && kept.expiration >= now + FRESH_SECONDS) {
      counters.hit();
      kept.asked = true;
      return kept.signatures;
    }
    counters.miss();
    const terms = {
      signer: zone,
      ttl,
      originalTtl: ORIGINAL_TTL,
      inception: now - EARLIER_SECONDS,
      expiration: now + VALID_SECONDS,
    };
    const signatures: SignatureRecord[] = [];
    for (const key of this.keys) {
      if (!this.#signs(key, rrset[0]?.type)) continue;
      const signature = signRrset(rrset, key, terms);
      if ("kind" in signature) return undefined;
      signatures.push(signature);
    }
    if (signatures.length === 0) return NONE;
    this.#kept.set(text, { signatures, expiration: terms.expiration, asked: false });
    return signatures;
  }

  #signs({ record: { rdata } }: SigningKey, type: number | undefined): boolean {
    if (!this.isSplit) return true;
    return type === RRType.DNSKEY ? isKeySigning(rdata) : isZoneSigning(rdata);
  }

  /** Lets old signatures go from time to time; gives what ends that. */
  startCleaning(): () => void {
    const timer = this.#clock.every(CLEAN_EVERY_MS, () => {
      const least = Math.floor(this.#clock.nowMs() / 1000) + FRESH_SECONDS;
      this.#kept.deleteWhere(({ expiration }) => expiration < least);
    });
    return () => timer.cancel();
  }
}

/** Whatever changes in an RRset, the order and the TTL of its records included, is another text and signed by itself. */
function textOf(rrset: readonly ResourceRecord[]): string {
  const [first] = rrset;
  if (first !== undefined && rrset.length === 1) return writeRecord(first);
  return rrset.map(writeRecord).join("\n");
}
