/** Tells receivers of queries and replies (CoreDNS, plugin dnstap). */
import { finish } from "../../chain/finish.ts";
import { afterwards, type Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { type Outcome, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import type { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { eachReply } from "../../chain/stream.ts";
import type { Message } from "../../dns/message/message.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import type { Why } from "../../explanation/why.ts";
import type { QueryEntry } from "../../plugin-kit/query-format.ts";
import type { WallTime } from "../../plugin-kit/wall-time.ts";
import type { Range } from "../../text/position.ts";
import { TAPS, type Tap, TapType } from "./api.ts";
import { explainLacking, explainTold } from "./explain.ts";
import type { PayloadWriter } from "./payload.ts";

const NAME = "dnstap";

/** Where the messages of a line go. */
export interface Sink {
  /** As the Corefile names it. */
  readonly text: string;
  send(message: Uint8Array): void;
  /** Why nobody gets them; undefined while somebody does. */
  lack(): "nobody" | { readonly error: string } | undefined;
}

/** What a line says. */
export interface DnstapSettings {
  readonly at: Range;
  readonly isFull: boolean;
  /** The user's text, with what it says of a query filled in; undefined without one. */
  readonly extra: ((entry: QueryEntry) => string) | undefined;
}

/** What a handler works with. */
export interface DnstapParts {
  readonly sink: Sink;
  readonly payloads: PayloadWriter;
  readonly time: WallTime;
}

/** The handler of one line. */
export function createDnstap(settings: DnstapSettings, parts: DnstapParts): Handler {
  const dnstap = new Dnstap(settings, parts);
  return {
    name: NAME,
    at: settings.at,
    serve(query, next, why) {
      const queryMs = dnstap.nowMs();
      dnstap.tellQuery(query, queryMs);
      if (why !== undefined) explainLacking(parts.sink, settings.isFull, why);
      return afterwards(next(query), (outcome) => dnstap.tellOutcome(query, queryMs, { outcome, why }));
    },
    offers: offers(TAPS.with(dnstap)),
  };
}

class Dnstap implements Tap {
  readonly isFull: boolean;
  readonly #extra: DnstapSettings["extra"];
  readonly #parts: DnstapParts;

  constructor({ isFull, extra }: DnstapSettings, parts: DnstapParts) {
    this.isFull = isFull;
    this.#extra = extra;
    this.#parts = parts;
  }

  nowMs(): number {
    return this.#parts.time.nowMs();
  }

  send(message: Parameters<Tap["send"]>[0], query: Query): void {
    const extra = this.#extra?.({ query, name: query.qname });
    this.#parts.sink.send(this.#parts.payloads.write(message, extra));
  }

  tellQuery(query: Query, queryMs: number): void {
    const queryMessage = this.isFull ? encoded(query.request) : undefined;
    this.send(
      { type: TapType.CLIENT_QUERY, protocol: query.protocol, asker: query.arrival.client, queryMs, queryMessage },
      query,
    );
  }

  /** Tells of the reply that the client gets; the server itself makes that of a code that nobody wrote. */
  tellOutcome(query: Query, queryMs: number, { outcome, why }: Ended): Outcome {
    const tell = (response: Uint8Array | undefined): void => this.#tellResponse(query, queryMs, response);
    const tellReply = (reply: Reply): Reply => {
      const response = this.isFull ? withoutWireError(() => finish(query, reply)) : undefined;
      // What has no wire format is never sent.
      if (!this.isFull || response !== undefined) tell(response);
      return reply;
    };
    const isTold = outcome.stream !== undefined || outcome.reply !== undefined || !wasWritten(outcome.rcode);
    if (why !== undefined) {
      const extra = this.#extra?.({ query, name: query.qname });
      explainTold({ sink: this.#parts.sink, isFull: this.isFull, isTold, extra }, why);
    }
    if (outcome.stream !== undefined) return eachReply(outcome, tellReply);
    if (outcome.reply !== undefined) tellReply(outcome.reply);
    else if (isTold) tell(this.isFull ? encoded(replyTo(query.request, { rcode: outcome.rcode })) : undefined);
    return outcome;
  }

  #tellResponse(query: Query, queryMs: number, responseMessage: Uint8Array | undefined): void {
    const { client: asker } = query.arrival;
    const responseMs = this.nowMs();
    const type = TapType.CLIENT_RESPONSE;
    this.send({ type, protocol: query.protocol, asker, queryMs, responseMs, responseMessage }, query);
  }
}

interface Ended {
  readonly outcome: Outcome;
  readonly why: Why | undefined;
}

function encoded(message: Message): Uint8Array | undefined {
  return withoutWireError(() => encodeMessage(message));
}

function withoutWireError(encode: () => Uint8Array): Uint8Array | undefined {
  try {
    return encode();
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
