/** A query of a client: its reply is bytes, and those of a stream go into the listener's sink. */
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import type { Listening } from "../explanation/listening.ts";
import { finish, finishMessage } from "./finish.ts";
import { type StreamOutcome, wasWritten } from "./outcome.ts";
import type { Query } from "./query.ts";
import { Reply } from "./reply.ts";
import type { Seal } from "./seal.ts";
import type { DnsServer } from "./server.ts";
import { errorReply, failureReply } from "./server-replies.ts";
import { Serving } from "./serving.ts";
import type { ReplyPlace } from "./sink.ts";
import { FirstMessage, Written, writeStream } from "./write-stream.ts";

/** How one query of a client is served. */
export interface ServeOptions extends Partial<ReplyPlace> {
  readonly listening?: Listening | undefined;
}

export class ClientServing extends Serving<Uint8Array> {
  readonly #place: Partial<ReplyPlace>;

  constructor(server: DnsServer, query: Query, options: ServeOptions) {
    super(server, query, options.listening);
    this.#place = options;
  }

  /** Over HTTP and gRPC CoreDNS keeps the message that came last, and what it says of a code comes after the reply. */
  protected override saysCode(rcode: number): boolean {
    const { transport } = this.query.arrival;
    return (transport === "grpc" || transport === "https" || transport === "https3") && !wasWritten(rcode);
  }

  protected override plain(message: Message): Uint8Array {
    return encodeMessage(message);
  }

  protected override fitted(reply: Reply, seal: Seal | undefined): Uint8Array {
    if (seal === undefined) return finish(this.query, reply, this.#place.buffer?.());
    this.query.sealOctets = seal.reserve;
    return seal.seal(finish(this.query, reply));
  }

  protected override fittedMessage(message: Message): Uint8Array {
    return finishMessage(this.query, message, this.#place.buffer?.());
  }

  protected override failure(): Uint8Array {
    return failureReply(this.query.request);
  }

  protected override shown(sent: Uint8Array): Reply {
    return Reply.ofWire(sent);
  }

  protected override async stream(outcome: StreamOutcome): Promise<Uint8Array | undefined> {
    const { sink } = this.#place;
    const first = new FirstMessage();
    const written = new Written();
    this.written = written;
    try {
      await writeStream(this.query, outcome, { sink: sink ?? first, written });
    } catch (error) {
      return first.message ?? this.#broken(error);
    }
    return first.message;
  }

  /** What is said behind the messages that went out already, so that nobody takes those for the whole. */
  #broken(error: unknown): Uint8Array {
    this.query.sealOctets = 0;
    if (!(error instanceof WireError)) return this.panic(error);
    return finishMessage(this.query, errorReply(this.query, Rcode.SERVFAIL));
  }
}
