/** One call of a gRPC client: a request comes whole, is answered, and ends with a status. */
import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Flow, ReplyPlace } from "../../../lib/chain/sink.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { framePacket, MAX_PACKET_OCTETS, readPacket } from "../../grpc/dns-packet.ts";
import { GrpcFrames } from "../../grpc/frames.ts";
import { encodeGrpcMessage, GrpcCode, type GrpcStatus } from "../../grpc/status.ts";
import type { Answer } from "../listener.ts";
import { rejectionText } from "./rejected.ts";
import { type CallHead, readHead } from "./request-head.ts";

/** What a call works with. */
export interface CallOptions {
  readonly ask: (bytes: Uint8Array, place: ReplyPlace) => Answer;
  /** Told of what goes wrong with the query, which then fails. */
  readonly failed: (error: unknown) => void;
  readonly begin: () => void;
  readonly end: () => void;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

/** What Node would add, gRPC does not have: the date. */
const REPLY = { waitForTrailers: true, sendDate: false };
const REFUSAL = { endStream: true, sendDate: false };
const BUFFER_OCTETS = 1232;
const FRAME_PREFIX_OCTETS = 5;
const DEADLINE_EXCEEDED: GrpcStatus = { code: 4, message: "context deadline exceeded" };
const NO_MESSAGE = "cardinality violation: received no request message from non-client-streaming RPC";
const SEVERAL = "cardinality violation: received multiple request messages for non-client-streaming RPC";

/** Serves a call. */
export function serveCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, options: CallOptions): void {
  stream.on("error", () => undefined);
  const head = readHead(headers);
  if (!("refused" in head)) {
    new GrpcCall(stream, head, options).read();
    return;
  }
  const { refused, httpStatus, contentType } = head;
  refuse(stream, refused, { ":status": httpStatus, "content-type": contentType });
}

/** Ends a call without a reply. What the client still sends is not read. */
function refuse(stream: ServerHttp2Stream, status: GrpcStatus, headers: Record<string, string | number>): void {
  if (stream.destroyed || stream.headersSent) return;
  const trailers = { "grpc-status": String(status.code), "grpc-message": encodeGrpcMessage(status.message) };
  stream.respond({ ...headers, ...trailers }, REFUSAL);
  if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
}

class GrpcCall {
  readonly #stream: ServerHttp2Stream;
  readonly #head: CallHead;
  readonly #options: CallOptions;
  readonly #frames = new GrpcFrames();
  /** Of several messages the last one is sent (CoreDNS, gRPCresponse.WriteMsg). */
  #last: Uint8Array | undefined;
  #isRejected = false;
  readonly #beganMs: number;
  #deadline: NodeJS.Timeout | undefined;
  readonly #place: ReplyPlace = {
    buffer: () => new Uint8Array(BUFFER_OCTETS),
    sink: {
      write: (message): Flow => {
        this.#last = message;
        return this.#stream.destroyed ? "enough" : "more";
      },
    },
    rejected: () => {
      this.#isRejected = true;
    },
  };

  constructor(stream: ServerHttp2Stream, head: CallHead, options: CallOptions) {
    this.#stream = stream;
    this.#head = head;
    this.#options = options;
    this.#beganMs = options.nowMs();
  }

  read(): void {
    const { timeoutMs } = this.#head;
    if (timeoutMs !== undefined) {
      this.#deadline = setTimeout(() => this.#fail(DEADLINE_EXCEEDED), timeoutMs);
      this.#stream.once("close", () => clearTimeout(this.#deadline));
    }
    this.#stream.on("data", (chunk: Buffer) => this.#take(chunk));
    this.#stream.once("end", () => this.#ended());
  }

  #take(chunk: Buffer): void {
    // What comes behind a failure, and behind a second message, is not kept.
    if (this.#stream.headersSent || this.#frames.octets > FRAME_PREFIX_OCTETS + MAX_PACKET_OCTETS) return;
    this.#frames.push(chunk);
    const { announced = 0 } = this.#frames;
    if (announced <= MAX_PACKET_OCTETS) return;
    const message = `grpc: received message larger than max (${announced} vs. ${MAX_PACKET_OCTETS})`;
    this.#fail({ code: GrpcCode.RESOURCE_EXHAUSTED, message });
  }

  #ended(): void {
    if (this.#stream.headersSent || this.#stream.destroyed) return;
    const packet = this.#packet();
    if ("code" in packet) {
      this.#fail(packet);
      return;
    }
    const { ask, failed, begin, end } = this.#options;
    let reply: Answer;
    try {
      reply = ask(packet.message, this.#place);
    } catch (error) {
      failed(error);
      this.#fail({ code: GrpcCode.INTERNAL, message: "the query broke the server" });
      return;
    }
    if (!(reply instanceof Promise)) {
      this.#answer(packet.message, reply);
      return;
    }
    begin();
    void reply
      .then(
        (bytes) => this.#answer(packet.message, bytes),
        (error: unknown) => {
          failed(error);
          this.#fail({ code: GrpcCode.INTERNAL, message: "the query broke the server" });
        },
      )
      .finally(end);
  }

  /** The one message of the call. */
  #packet(): { readonly message: Uint8Array } | GrpcStatus {
    const { first, octets } = this.#frames;
    if (octets === 0) return { code: GrpcCode.INTERNAL, message: NO_MESSAGE };
    if (first === undefined) return { code: GrpcCode.INTERNAL, message: "unexpected EOF" };
    const { format, message } = first;
    if (format === 1) {
      return { code: GrpcCode.INTERNAL, message: "grpc: compressed flag set with identity or empty encoding" };
    }
    if (format !== 0) return { code: GrpcCode.INTERNAL, message: `grpc: received unexpected payload format ${format}` };
    if (octets > FRAME_PREFIX_OCTETS + message.length) return { code: GrpcCode.INTERNAL, message: SEVERAL };
    try {
      return { message: readPacket(message) };
    } catch {
      const text = "grpc: failed to unmarshal the received message: proto: cannot parse invalid wire-format data";
      return { code: GrpcCode.INTERNAL, message: text };
    }
  }

  #answer(request: Uint8Array, bytes: Uint8Array | undefined): void {
    if (this.#isRejected) {
      this.#fail({ code: GrpcCode.UNKNOWN, message: rejectionText(request) });
      return;
    }
    const stream = this.#stream;
    if (stream.destroyed || stream.headersSent) return;
    const { timeoutMs } = this.#head;
    if (timeoutMs !== undefined && this.#options.nowMs() - this.#beganMs >= timeoutMs) {
      this.#fail(DEADLINE_EXCEEDED);
      return;
    }
    clearTimeout(this.#deadline);
    // Without an answer the query itself goes back, as in CoreDNS.
    const message = bytes ?? this.#last ?? encodeMessage(decodeMessage(request));
    const headers = { ":status": 200, "content-type": this.#head.contentType };
    stream.respond(headers, REPLY);
    stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0", "grpc-message": "" }));
    stream.end(framePacket(message));
  }

  #fail(status: GrpcStatus): void {
    clearTimeout(this.#deadline);
    refuse(this.#stream, status, { ":status": 200, "content-type": this.#head.contentType });
  }
}
