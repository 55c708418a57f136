/** A DNS server without its sockets: bytes of a query in, bytes of the reply out (CoreDNS, core/dnsserver). */
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { decodeHeader, decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { messageLength } from "../dns/wire/length.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import { explain } from "../explanation/explain.ts";
import type { Neighbour } from "../explanation/listener-notes.ts";
import type { Listening, ServedQuery } from "../explanation/listening.ts";
import { type Recording, stepsSoFar, walkWatched } from "../explanation/watch.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import { acceptance, type Rejection, readable, rejectionReply } from "./accept.ts";
import { placeOf } from "./chain.ts";
import { type Choice, Dispatcher, type ServedZone } from "./dispatch.ts";
import { finish, finishMessage } from "./finish.ts";
import { type Outcome, wasWritten } from "./outcome.ts";
import { Panics } from "./panics.ts";
import { type Arrival, Query } from "./query.ts";
import { DROPPED, type Place, RequestMetrics, requestOctets } from "./request-metrics.ts";
import { badVersionReply, errorReply, failureReply } from "./server-replies.ts";

/** The bytes for the client, now or later; undefined when it gets none. */
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
   * What `buffer` gives is where the reply is written if it fits.
   */
  serve(bytes: Uint8Array, arrival: Arrival, options: ServeOptions = {}): Answer {
    try {
      const accepted = acceptance(bytes, this.#opcodes);
      if (accepted !== "accept") return this.#reject(bytes, accepted, { arrival, options });
      const request = readable(bytes);
      if (request === undefined) return this.#reject(bytes, "unreadable", { arrival, options });
      const query = new Query(request, arrival);
      query.repeatedOptions = this.#repeatedOptions;
      return new Serving(this, query, options).run();
    } catch (error) {
      this.panicked(error);
      return acceptance(bytes) === "ignore" ? undefined : failureReply(decodeHeader(bytes));
    }
  }

  /** Answers a question that a plugin asks its own server; undefined when nothing would be sent (CoreDNS, pkg/upstream). */
  ask(query: Query): Message | undefined | Promise<Message | undefined> {
    const { explained } = query;
    const listening =
      explained === undefined
        ? undefined
        : { watched: true, done: (served: ServedQuery) => explained(explain(this, served)) };
    const answer = new Serving(this, query, { listening }).run();
    return answer instanceof Promise ? answer.then(asMessage) : asMessage(answer);
  }

  #reject(bytes: Uint8Array, rejection: Rejection | "ignore", { arrival, options }: Rejected): Uint8Array | undefined {
    const reply = rejection === "ignore" ? undefined : encodeMessage(rejectionReply(bytes, rejection));
    this.tell(options.listening, () => ({
      query: undefined,
      arrival,
      choice: undefined,
      steps: [],
      outcome: undefined,
      leftOut: 0,
      bytes: reply,
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

function asMessage(bytes: Uint8Array | undefined): Message | undefined {
  return bytes === undefined ? undefined : decodeMessage(bytes);
}

interface Rejected {
  readonly arrival: Arrival;
  readonly options: ServeOptions;
}

/** How one query is served. */
export interface ServeOptions {
  /** Gives a place for the reply. */
  readonly buffer?: () => Uint8Array;
  readonly listening?: Listening | undefined;
}

/** One query on its way through a server. */
class Serving {
  readonly #server: DnsServer;
  readonly #query: Query;
  readonly #options: ServeOptions;
  #choice: Choice | undefined;
  readonly #recorded: Omit<Recording, "clock"> = { steps: [], open: new Map() };
  #outcome: Outcome | undefined;
  #leftOut = 0;
  #reached: Message | undefined;

  constructor(server: DnsServer, query: Query, options: ServeOptions) {
    this.#server = server;
    this.#query = query;
    this.#options = options;
  }

  run(): Answer {
    let outcome: Outcome | Promise<Outcome>;
    try {
      const own = this.#ownReply();
      if (own !== undefined) return this.#done(own);
      outcome = this.#walk();
    } catch (error) {
      return this.#done(this.#panic(error));
    }
    if (!(outcome instanceof Promise)) return this.#settle(outcome);
    this.#server.begin();
    if (this.#options.listening?.watched === true) this.#options.listening.waits?.(() => this.#soFar());
    return outcome
      .then(
        (settled) => this.#settle(settled),
        (error: unknown) => this.#done(this.#panic(error)),
      )
      .finally(() => this.#server.end());
  }

  /** What the server says without a plugin, if that is all there is to say. */
  #ownReply(): Uint8Array | undefined {
    const { request, qclass } = this.#query;
    const { dispatcher } = this.#server;
    if (request.question.length === 0) return this.#drop(Rcode.SERVFAIL);
    if (!dispatcher.takesClass(qclass)) return this.#drop(Rcode.REFUSED);
    if (request.edns !== undefined && request.edns.version !== 0) return encodeMessage(badVersionReply(request));
    this.#choice = dispatcher.choose(this.#query);
    return "refusal" in this.#choice ? this.#drop(this.#choice.refusal) : undefined;
  }

  #walk(): Outcome | Promise<Outcome> {
    const choice = this.#choice;
    if (choice === undefined || "refusal" in choice) throw new Error("a query without a server block");
    const { listening } = this.#options;
    if (listening?.watched !== true) return choice.chain.start(this.#query);
    this.#leftOut = placeOf(choice.chain, listening.startAt);
    const came = ({ request }: Query): void => {
      this.#reached = request;
    };
    const { follow } = listening;
    const recording = { ...this.#recorded, clock: this.#server.clock, follow, from: this.#leftOut, came };
    return walkWatched(choice.chain, this.#query, recording);
  }

  #soFar(): ServedQuery {
    return { ...this.#served(undefined), steps: stepsSoFar(this.#recorded), outcome: undefined, unfinished: true };
  }

  #settle(outcome: Outcome): Uint8Array | undefined {
    try {
      this.#outcome = outcome;
      const { reply, rcode } = outcome;
      if (reply !== undefined) {
        return this.#done(finish(this.#query, reply, this.#options.buffer?.()));
      }
      if (wasWritten(rcode)) return this.#done(undefined);
      return this.#done(finishMessage(this.#query, errorReply(this.#query, rcode), this.#options.buffer?.()));
    } catch (error) {
      // A reply without a wire format is never sent, as in CoreDNS.
      if (error instanceof WireError) return this.#done(undefined);
      return this.#done(this.#panic(error));
    }
  }

  #drop(rcode: number): Uint8Array {
    const reply = errorReply(this.#query, rcode);
    this.#server.drop(this.#query, reply);
    return encodeMessage(reply);
  }

  #panic(error: unknown): Uint8Array {
    this.#server.panicked(error);
    try {
      return this.#drop(Rcode.SERVFAIL);
    } catch (second) {
      this.#server.panicked(second);
      return failureReply(this.#query.request);
    }
  }

  #done(bytes: Uint8Array | undefined): Uint8Array | undefined {
    const { listening } = this.#options;
    if (listening !== undefined) this.#server.tell(listening, () => this.#served(bytes));
    return bytes;
  }

  #served(bytes: Uint8Array | undefined): ServedQuery {
    return {
      query: this.#query,
      arrival: this.#query.arrival,
      choice: this.#choice,
      steps: this.#recorded.steps,
      reached: this.#reached,
      outcome: this.#outcome,
      leftOut: this.#leftOut,
      bytes,
      tookMicros: this.#server.micros(this.#query.arrival),
    };
  }
}
