/** A DNS server without its sockets: bytes of a query in, bytes of the reply out (CoreDNS, core/dnsserver). */
import type { Message } from "../dns/message/message.ts";
import { isSigned } from "../dns/message/signed.ts";
import { decodeHeader } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { messageLength } from "../dns/wire/length.ts";
import { explain } from "../explanation/explain.ts";
import type { Neighbour } from "../explanation/listener-notes.ts";
import type { Listening, ServedQuery } from "../explanation/listening.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import { acceptance, type Rejection, readable, rejectionReply } from "./accept.ts";
import type { Arrival } from "./arrival.ts";
import { Dispatcher, type ServedZone } from "./dispatch.ts";
import { Panics } from "./panics.ts";
import { Query } from "./query.ts";
import { Reply } from "./reply.ts";
import { DROPPED, type Place, RequestMetrics, requestOctets } from "./request-metrics.ts";
import { ClientServing, type ServeOptions } from "./serve-client.ts";
import { PluginServing } from "./serve-plugin.ts";
import { failureReply } from "./server-replies.ts";

/** The bytes for the client, now or later; undefined when it gets none, or none beside those that went into the sink. */
export type Answer = Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** The parts that a server works with. */
export interface ServerOptions {
  /** The listener in CoreDNS's words: `dns://:53`. */
  readonly label: string;
  readonly served: readonly ServedZone[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Codes of EDNS options that replies without an OPT record repeat; none without it. */
  readonly repeatedOptions?: ReadonlySet<number>;
  /** All listeners of the configuration, for explanations. */
  readonly neighbours?: readonly Neighbour[];
}

export class DnsServer {
  readonly label: string;
  readonly dispatcher: Dispatcher;
  readonly neighbours: readonly Neighbour[];
  readonly clock: Clock;
  readonly #opcodes: ReadonlySet<number>;
  readonly #dropped: Place;
  readonly #panics: Panics;
  #underWay = 0;
  #settle: (() => void) | undefined;
  readonly #repeatedOptions: ReadonlySet<number>;

  constructor({ label, served, clock, log, metrics, ...rest }: ServerOptions) {
    const { repeatedOptions = new Set(), neighbours = [] } = rest;
    this.label = label;
    this.neighbours = neighbours;
    this.#repeatedOptions = repeatedOptions;
    this.dispatcher = new Dispatcher(served);
    this.clock = clock;
    this.#opcodes = new Set(served.flatMap(({ opcodes }) => [...opcodes]));
    this.#dropped = new RequestMetrics(metrics).at({ server: label, zone: DROPPED, view: "" });
    this.#panics = new Panics({ log, metrics });
  }

  /**
   * Answers one message. The bytes are read before this returns and may be reused after. Never throws and never rejects.
   * What `buffer` gives is where the reply is written if it fits; the messages of a stream go into the `sink`.
   */
  serve(bytes: Uint8Array, arrival: Arrival, options: ServeOptions = {}): Answer {
    try {
      // Where a transport rejects by itself, CoreDNS looks at no block's opcodes.
      const accepted = acceptance(bytes, options.rejected === undefined ? this.#opcodes : undefined);
      if (accepted !== "accept") return this.#reject(bytes, accepted, { arrival, options });
      const request = readable(bytes);
      if (request === undefined) return this.#reject(bytes, "unreadable", { arrival, options });
      const query = new Query(request, arrival, bytes);
      query.repeatedOptions = this.#repeatedOptions;
      // Whoever verifies a signature may come behind a plugin that waits.
      if (isSigned(request)) query.keepWire();
      const answer = new ClientServing(this, query, options).run();
      query.releaseWire();
      return answer;
    } catch (error) {
      this.panicked(error);
      return acceptance(bytes) === "ignore" ? undefined : failureReply(decodeHeader(bytes));
    }
  }

  /** Answers a question that a plugin asks its own server; undefined when nothing would be sent. */
  ask(query: Query): Message | undefined | Promise<Message | undefined> {
    const { explained } = query;
    const listening =
      explained === undefined
        ? undefined
        : { watched: true, done: (served: ServedQuery) => explained(explain(this, served)) };
    return new PluginServing(this, query, listening).run();
  }

  #reject(bytes: Uint8Array, rejection: Rejection | "ignore", { arrival, options }: Rejected): Uint8Array | undefined {
    const { rejected } = options;
    const isSilent = rejection === "ignore" || rejected !== undefined;
    const reply = isSilent ? undefined : encodeMessage(rejectionReply(bytes, rejection));
    rejected?.();
    this.tell(options.listening, () => ({
      query: undefined,
      arrival,
      choice: undefined,
      steps: [],
      outcome: undefined,
      leftOut: 0,
      sent: reply === undefined ? undefined : Reply.ofWire(reply),
      tookMicros: this.micros(arrival),
    }));
    return reply;
  }

  /** Tells whoever listens what became of a query; what they make of it is no concern of the client's. */
  tell(listening: Listening | undefined, served: () => ServedQuery): void {
    if (listening === undefined) return;
    try {
      listening.done(served());
    } catch (error) {
      this.panicked(error);
    }
  }

  /** Done when no query is under way, at the latest after `graceMs`. */
  async settled(graceMs: number): Promise<void> {
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      this.clock.after(graceMs, resolve);
    });
  }

  /** A query has begun to wait for something. */
  begin(): void {
    this.#underWay++;
  }

  /** A query that waited is done. */
  end(): void {
    this.#underWay--;
    if (this.#underWay === 0) this.#settle?.();
  }

  /** Microseconds since a query came. */
  micros({ arrivedMs }: Arrival): number {
    return Math.max(0, Math.round((this.clock.monotonicMs() - arrivedMs) * 1000));
  }

  /** Counts a query that no plugin saw. */
  drop(query: Query, reply: Message): void {
    this.#dropped.report({
      query,
      requestOctets: requestOctets(query),
      rcode: reply.rcode,
      plugin: "",
      replyOctets: messageLength(reply, false),
      tookSeconds: 0,
    });
  }

  /** A plugin threw: that is logged and counted, and the server lives on, with the debug plugin too. */
  panicked(error: unknown): void {
    this.#panics.recovered(`server: ${JSON.stringify(this.label)}`, error);
  }
}

interface Rejected {
  readonly arrival: Arrival;
  readonly options: ServeOptions;
}
