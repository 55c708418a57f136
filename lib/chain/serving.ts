/** One query on its way through a server, whatever form its reply has in the end. */
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import type { Listening, ServedQuery } from "../explanation/listening.ts";
import { type Recording, stepsSoFar, walkWatched } from "../explanation/watch.ts";
import { placeOf } from "./chain.ts";
import type { Choice } from "./dispatch.ts";
import { type Outcome, type StreamOutcome, wasWritten } from "./outcome.ts";
import type { Query } from "./query.ts";
import type { Reply } from "./reply.ts";
import type { Seal } from "./seal.ts";
import type { DnsServer } from "./server.ts";
import { badVersionReply, errorReply } from "./server-replies.ts";
import type { Written } from "./write-stream.ts";

/** `Sent` is what the asker gets. */
export abstract class Serving<Sent> {
  protected readonly server: DnsServer;
  protected readonly query: Query;
  /** What went out of a stream so far. */
  protected written: Written | undefined;
  readonly #listening: Listening | undefined;
  #choice: Choice | undefined;
  readonly #recorded: Omit<Recording, "clock"> = { steps: [], open: new Map() };
  #outcome: Outcome | undefined;
  #leftOut = 0;
  #reached: Message | undefined;

  constructor(server: DnsServer, query: Query, listening: Listening | undefined) {
    this.server = server;
    this.query = query;
    this.#listening = listening;
  }

  /** True when what the server says of a code takes the place of a reply that is there already. */
  protected saysCode(_rcode: number): boolean {
    return false;
  }
  /** A message that is sent as it is. */
  protected abstract plain(message: Message): Sent;
  /** A reply of a plugin, fitted to the client. */
  protected abstract fitted(reply: Reply, seal: Seal | undefined): Sent;
  /** The same for a message. */
  protected abstract fittedMessage(message: Message): Sent;
  /** What is left to say when nothing else can be said. */
  protected abstract failure(): Sent;
  /** Takes the replies of a stream; gives what is still to be sent behind them. */
  protected abstract stream(outcome: StreamOutcome): Promise<Sent | undefined>;
  /** What was sent, for those who listen. */
  protected abstract shown(sent: Sent): Reply;

  run(): Sent | undefined | Promise<Sent | undefined> {
    let outcome: Outcome | Promise<Outcome>;
    try {
      const own = this.#ownReply();
      if (own !== undefined) return this.#done(own);
      outcome = this.#walk();
    } catch (error) {
      return this.#done(this.panic(error));
    }
    if (outcome instanceof Promise) {
      return this.#wait(
        outcome.then(
          (settled) => this.#settle(settled),
          (error: unknown) => this.#done(this.panic(error)),
        ),
      );
    }
    const settled = this.#settle(outcome);
    return settled instanceof Promise ? this.#wait(settled) : settled;
  }

  #wait(sent: Promise<Sent | undefined>): Promise<Sent | undefined> {
    this.server.begin();
    if (this.#listening?.watched === true) this.#listening.waits?.(() => this.#soFar());
    return sent.finally(() => this.server.end());
  }

  /** What the server says without a plugin, if that is all there is to say. */
  #ownReply(): Sent | undefined {
    const { request, qclass } = this.query;
    const { dispatcher } = this.server;
    if (request.question.length === 0) return this.#drop(Rcode.SERVFAIL);
    if (!dispatcher.takesClass(qclass)) return this.#drop(Rcode.REFUSED);
    if (request.edns !== undefined && request.edns.version !== 0) return this.plain(badVersionReply(request));
    this.#choice = dispatcher.choose(this.query);
    return "refusal" in this.#choice ? this.#drop(this.#choice.refusal) : undefined;
  }

  #walk(): Outcome | Promise<Outcome> {
    const choice = this.#choice;
    if (choice === undefined || "refusal" in choice) throw new Error("a query without a server block");
    const listening = this.#listening;
    if (listening?.watched !== true) return choice.chain.start(this.query);
    this.#leftOut = placeOf(choice.chain, listening.startAt);
    const came = ({ request }: Query): void => {
      this.#reached = request;
    };
    const { follow } = listening;
    const recording = { ...this.#recorded, clock: this.server.clock, follow, from: this.#leftOut, came };
    return walkWatched(choice.chain, this.query, recording);
  }

  #soFar(): ServedQuery {
    return { ...this.#served(undefined), steps: stepsSoFar(this.#recorded), outcome: undefined, unfinished: true };
  }

  #settle(outcome: Outcome): Sent | undefined | Promise<Sent | undefined> {
    try {
      this.#outcome = outcome;
      if (outcome.stream !== undefined) return this.stream(outcome).then((sent) => this.#done(sent));
      const { reply, rcode, seal } = outcome;
      if (reply !== undefined && !this.saysCode(rcode)) return this.#done(this.fitted(reply, seal));
      if (wasWritten(rcode)) return this.#done(undefined);
      return this.#done(this.fittedMessage(errorReply(this.query, rcode)));
    } catch (error) {
      // A reply without a wire format is never sent, as in CoreDNS.
      if (error instanceof WireError) return this.#done(undefined);
      return this.#done(this.panic(error));
    }
  }

  #drop(rcode: number): Sent {
    const reply = errorReply(this.query, rcode);
    this.server.drop(this.query, reply);
    return this.plain(reply);
  }

  /** What is said when a plugin threw. */
  protected panic(error: unknown): Sent {
    this.server.panicked(error);
    try {
      return this.#drop(Rcode.SERVFAIL);
    } catch (second) {
      this.server.panicked(second);
      return this.failure();
    }
  }

  #done(sent: Sent | undefined): Sent | undefined {
    const listening = this.#listening;
    if (listening !== undefined) this.server.tell(listening, () => this.#served(sent));
    return sent;
  }

  #served(sent: Sent | undefined): ServedQuery {
    return {
      query: this.query,
      arrival: this.query.arrival,
      choice: this.#choice,
      steps: this.#recorded.steps,
      reached: this.#reached,
      outcome: this.#outcome,
      leftOut: this.#leftOut,
      sent: sent === undefined ? undefined : this.shown(sent),
      written: this.written,
      tookMicros: this.server.micros(this.query.arrival),
    };
  }
}
