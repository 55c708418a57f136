/** Looking after an upstream that failed, until it answers again (CoreDNS, packages proxy and up). */
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { queryMessage } from "../../dns/message/query-message.ts";
import { HEADER_OCTETS } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Exchange, ExchangeError, type UpstreamEndpoint } from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";
import { isMessage } from "./reply.ts";
import type { HealthSettings } from "./settings.ts";

const DIAL_TIMEOUT_MS = 2000;
const READ_TIMEOUT_MS = 1000;

/** Asks an upstream anything; whatever has a header is good, with any code. Rejects with an `ExchangeError`. */
export async function checkHealth(
  endpoint: UpstreamEndpoint,
  settings: HealthSettings,
  { exchange, random }: { readonly exchange: Exchange; readonly random: Random },
): Promise<void> {
  const connection = await exchange.connect(endpoint, DIAL_TIMEOUT_MS);
  try {
    const question = healthQuestion(settings, random.messageId());
    const { id } = question;
    const reply = await connection.exchange(encodeMessage(question), {
      timeoutMs: READ_TIMEOUT_MS,
      // Over UDP a whole message with another ID is a late one.
      accepts: (bytes) => endpoint.transport !== "udp" || idOf(bytes) === id || !isMessage(bytes),
    });
    if (reply.length < HEADER_OCTETS) throw new ExchangeError("other", "dns: short read");
  } finally {
    connection.close();
  }
}

const idOf = (bytes: Uint8Array): number => ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);

/** The question of a check. */
export function healthQuestion({ domain, recursionDesired }: HealthSettings, id: number): Message {
  return { ...queryMessage({ name: domain, type: RRType.NS, class: Class.IN }, id), recursionDesired };
}

/** Runs a check again and again until it succeeds; one such run at a time. */
export class Probe {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #state: "idle" | "active" | "stopped" = "idle";

  constructor(intervalMs: number, clock: Clock) {
    this.#intervalMs = intervalMs;
    this.#clock = clock;
  }

  /** Starts checking unless that is under way; `check` tells whether all is well. */
  start(check: () => Promise<boolean>): void {
    if (this.#state !== "idle") return;
    this.#state = "active";
    const run = async (): Promise<void> => {
      if (this.#state !== "active") return;
      let isWell = false;
      try {
        isWell = await check();
      } finally {
        if (isWell && this.#state === "active") this.#state = "idle";
        if (this.#state === "active") this.#clock.after(this.#intervalMs, run);
      }
    };
    this.#clock.after(0, run);
  }

  stop(): void {
    this.#state = "stopped";
  }
}
