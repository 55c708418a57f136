/** The question that tells a loop: sent once to this server itself, it must not be seen more than twice (CoreDNS, plugin loop). */
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { queryMessage } from "../../dns/message/query-message.ts";
import { type CanonicalName, canonical, joinLabels, ROOT } from "../../dns/name/name.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Exchange } from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";

const TIMEOUT_MS = 2000;
const RETRY_MS = 1000;
const GIVE_UP_MS = 30_000;
const HALF_BITS = 0x8000_0000;

/** Where the probe is sent to. */
export interface ProbeTarget {
  readonly address: string;
  readonly port: number;
  /** Address and port as CoreDNS writes them: `:53` when the block listens everywhere. */
  readonly text: string;
}

/** What a probe works with. */
export interface ProbeParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly exchange: Exchange;
}

/** A name that nobody asks for by chance: two random numbers of 62 bits, in the zone. */
function probeName(zone: CanonicalName, random: Random): CanonicalName {
  const labels = [randomNumber(random), randomNumber(random)];
  return canonical(joinLabels(labels, zone) ?? joinLabels(labels) ?? ROOT);
}

function randomNumber(random: Random): string {
  return String(BigInt(random.below(HALF_BITS)) * BigInt(HALF_BITS) + BigInt(random.below(HALF_BITS)));
}

export class LoopProbe {
  readonly qname: CanonicalName;
  readonly zone: CanonicalName;
  readonly target: ProbeTarget;
  readonly #parts: ProbeParts;
  #seen = 0;
  #isOn = true;

  constructor(zone: CanonicalName, target: ProbeTarget, parts: ProbeParts) {
    this.zone = zone;
    this.qname = probeName(zone, parts.random);
    this.target = target;
    this.#parts = parts;
  }

  /** True until the probe was answered, or given up. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** How often it came in. */
  get seen(): number {
    return this.#seen;
  }

  count(): void {
    this.#seen++;
  }

  /** Sends the probe until it is answered: the server may not listen yet. */
  async run(): Promise<void> {
    const { clock } = this.#parts;
    const endMs = clock.monotonicMs() + GIVE_UP_MS;
    while (this.#isOn && clock.monotonicMs() < endMs) {
      if (await this.#isAnswered()) break;
      this.#seen = 0;
      await new Promise<void>((resolve) => void clock.after(RETRY_MS, resolve));
    }
    this.stop();
  }

  stop(): void {
    this.#isOn = false;
  }

  async #isAnswered(): Promise<boolean> {
    const { exchange, random } = this.#parts;
    const { address, port } = this.target;
    try {
      const connection = await exchange.connect({ transport: "udp", address, port }, TIMEOUT_MS);
      try {
        await connection.exchange(questionFor(this.qname, random.messageId()), { timeoutMs: TIMEOUT_MS });
        return true;
      } finally {
        connection.close();
      }
    } catch {
      return false;
    }
  }
}

function questionFor(name: CanonicalName, id: number): Uint8Array {
  return encodeMessage(queryMessage({ name, type: RRType.HINFO, class: Class.IN }, id));
}
