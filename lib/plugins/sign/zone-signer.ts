/** Signs one zone into its file when that is due, and looks again every five hours (CoreDNS, plugin sign). */
import type { KeyPair } from "../../dns/dnssec/key-pair.ts";
import type { SigningKey } from "../../dns/dnssec/sign-rrset.ts";
import type { CanonicalName, Name } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { durationOfMs } from "../../go/duration.ts";
import { joinPath } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import type { Log } from "../../ports/log.ts";
import { octetBytes } from "../../text/octets.ts";
import { momentText, whySign } from "./freshness.ts";
import { signZone } from "./sign-zone.ts";
import { readSourceZone } from "./source-zone.ts";

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const REFRESH_MS = 5 * HOUR_SECONDS * 1000;
/** Signatures hold from 3 hours ago, and up to 18 hours more, for 32 days, and up to 5 days more. */
const EARLIER_SECONDS = 3 * HOUR_SECONDS;
const EARLIER_JITTER_SECONDS = 18 * HOUR_SECONDS;
const VALID_SECONDS = 32 * DAY_SECONDS;
const VALID_JITTER_SECONDS = 5 * DAY_SECONDS;
/** How long it signs before queries have their turn. */
const TURN_MS = 5;

/** What is signed, with what, and where to. */
export interface SigningPlan {
  readonly origin: CanonicalName;
  /** The master file. */
  readonly source: string;
  readonly folder: string;
  readonly keys: readonly KeyPair[];
  /** The owner of the keys' records. */
  readonly owner: Name;
}

export class ZoneSigner {
  readonly #plan: SigningPlan;
  readonly #host: Host;
  readonly #log: Log;
  readonly #target: string;
  readonly #keys: readonly SigningKey[];
  readonly #earlierJitter: number;
  readonly #validJitter: number;
  #timer: Timer | undefined;
  #turn: Timer | undefined;
  #isStopped = false;

  constructor(plan: SigningPlan, host: Host) {
    this.#plan = plan;
    this.#host = host;
    this.#log = host.log.forPlugin("sign");
    this.#target = joinPath(plan.folder, `db.${plan.origin}signed`);
    this.#keys = plan.keys.map(({ record, tag, privateKey }) => {
      return { record, tag, sign: host.signing.signer({ record, privateKey }) };
    });
    this.#earlierJitter = EARLIER_JITTER_SECONDS * host.random.fraction();
    this.#validJitter = VALID_JITTER_SECONDS * host.random.fraction();
  }

  /** Signs when that is due, while the server starts, and begins to look again. */
  start(): void {
    const why = this.#whyNow();
    // A start that is only a rehearsal has ended by then.
    if (why !== undefined) this.#turn = this.#host.clock.after(0, () => this.#signBecause(why));
    else {
      const { origin } = this.#plan;
      this.#log.info(`Skipping signing zone ${quote(origin)} in ${quote(this.#target)}: signatures are valid`);
    }
    this.#timer = this.#host.clock.every(REFRESH_MS, async () => {
      const due = this.#whyNow();
      if (due !== undefined) await this.#signBecause(due);
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#turn?.cancel();
  }

  #whyNow(): string | undefined {
    return whySign(this.#host.files, this.#target, this.#host.clock.nowMs());
  }

  async #signBecause(why: string): Promise<void> {
    const { clock, storage } = this.#host;
    const zone = quote(this.#plan.origin);
    const nowMs = clock.nowMs();
    const startMs = clock.monotonicMs();
    const serial = Math.floor(nowMs / 1000);
    const signed = await this.#sign(nowMs, serial);
    if (this.#isStopped) return;
    this.#log.info(`Signing ${zone} because ${why}`);
    const tags = quote(this.#plan.keys.map(({ tag }) => tag).join(","));
    const next = momentText(nowMs + REFRESH_MS);
    const tookMs = clock.monotonicMs() - startMs;
    if (typeof signed === "string") {
      const after = durationOfMs(tookMs).text;
      this.#log.warning(`Error signing ${zone} with key tags ${tags} in ${after}: ${signed}, next: ${next}`);
      return;
    }
    const failure = await storage.write(this.#target, signed);
    if (failure !== undefined) {
      this.#log.warning(`Error signing ${zone}: failed to move zone file into place: ${failure.text}`);
      return;
    }
    const elapsed = ((clock.monotonicMs() - startMs) / 1000).toFixed(6);
    this.#log.info(
      `Successfully signed zone ${zone} in ${quote(this.#target)} with key tags ${tags} and ${serial} SOA serial, elapsed ${elapsed}, next: ${next}`,
    );
  }

  /** The signed zone as a file, or why there is none. */
  async #sign(nowMs: number, serial: number): Promise<Uint8Array | string> {
    const { files, signing, clock } = this.#host;
    const { source, origin, owner } = this.#plan;
    const zone = readSourceZone(files, { path: source, origin });
    if (typeof zone === "string") return zone;
    const pieces = signZone(zone, {
      owner,
      keys: this.#keys,
      digest: signing.digest,
      serial,
      inception: Math.floor(nowMs / 1000 - EARLIER_SECONDS - this.#earlierJitter),
      expiration: Math.floor(nowMs / 1000 + VALID_SECONDS + this.#validJitter),
    });
    const lines: string[] = [];
    let turnEndsMs = clock.monotonicMs() + TURN_MS;
    for (let piece = pieces.next(); ; piece = pieces.next()) {
      if (piece.done === true) return piece.value ?? octetBytes(lines.join(""));
      for (const record of piece.value) lines.push(`${writeRecord(record)}\n`);
      if (clock.monotonicMs() < turnEndsMs) continue;
      await this.#nextTurn();
      turnEndsMs = clock.monotonicMs() + TURN_MS;
    }
  }

  /** Lets queries be answered that have come meanwhile. */
  #nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#turn = this.#host.clock.after(0, resolve);
    });
  }
}
