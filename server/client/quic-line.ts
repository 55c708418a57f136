/** Asking over QUIC (RFC 9250) and over HTTP/3 (RFC 8484): one connection for each question. */
import { Http3Code } from "../../lib/http3/error.ts";
import { FrameReader, FrameType, joined, writeFrame } from "../../lib/http3/frames.ts";
import { decodeFields, encodeFields } from "../../lib/http3/qpack.ts";
import { writeControlStream } from "../../lib/http3/settings.ts";
import { type Dialled, dialQuic } from "../quic/dial.ts";
import { awaitReply, type Ending, type Line, type LineOptions, NoReply, noReplyFor } from "./line.ts";

const STREAM = 0;
const CONTROL_STREAM = 2;
const MAX_FIELD_OCTETS = 64 * 1024;
const MIME_TYPE = "application/dns-message";

/** What is spoken over a connection. */
interface Protocol {
  /** Its name in TLS. */
  readonly name: string;
  readonly noError: number;
  /** What a question is sent as, by stream; the first is ended. */
  request(wire: Uint8Array): ReadonlyMap<number, Uint8Array>;
  /** The reply in what came on the first stream. Throws `NoReply`, and what the frames are not. */
  reply(octets: Uint8Array): Uint8Array;
}

/** The ID is 0 on the way: a stream says which question is its own. */
const DOQ: Protocol = {
  name: "doq",
  noError: 0,
  request: (wire) => {
    const message = withId(wire, Uint8Array.of(0, 0));
    return new Map([[STREAM, joined(Uint8Array.of(message.length >> 8, message.length & 0xff), message)]]);
  },
  reply: (octets) => {
    const length = ((octets[0] ?? 0) << 8) | (octets[1] ?? 0);
    if (octets.length < 2 + length || length === 0) throw new NoReply("connection closed", "The reply breaks off.");
    return octets.subarray(2, 2 + length);
  },
};

const HTTP3: Protocol = {
  name: "h3",
  noError: Http3Code.NO_ERROR,
  request: (wire) => {
    const fields = encodeFields([
      [":method", "POST"],
      [":scheme", "https"],
      [":authority", "localhost"],
      [":path", "/dns-query"],
      ["accept", MIME_TYPE],
      ["content-type", MIME_TYPE],
      ["content-length", String(wire.length)],
    ]);
    return new Map([
      [CONTROL_STREAM, writeControlStream(MAX_FIELD_OCTETS)],
      [STREAM, joined(writeFrame(FrameType.HEADERS, fields), writeFrame(FrameType.DATA, wire))],
    ]);
  },
  reply: (octets) => {
    const frames = [...new FrameReader(MAX_FIELD_OCTETS).push(octets)];
    const heads = frames.filter(({ type }) => type === FrameType.HEADERS).map(({ payload }) => decodeFields(payload));
    const status = heads.flat().find(([name]) => name === ":status")?.[1] ?? "";
    const body = joined(...frames.filter(({ type }) => type === FrameType.DATA).map(({ payload }) => payload));
    if (status === "200") return body;
    throw new NoReply("connection closed", `HTTP status ${status}: ${Buffer.from(body).toString().trim()}.`);
  },
};

/** Opens a connection for DNS over QUIC. Rejects with `NoReply` only. */
export function openQuicLine(options: LineOptions): Promise<Line> {
  return openLine(options, DOQ);
}

/** Opens a connection for DNS over HTTP/3. Rejects with `NoReply` only. */
export function openHttps3Line(options: LineOptions): Promise<Line> {
  return openLine(options, HTTP3);
}

async function openLine(options: LineOptions, protocol: Protocol): Promise<Line> {
  const stream = new Received();
  const dialled = await connect(options, protocol, stream);
  return {
    local: dialled.local,
    exchange: (wire, sending) =>
      awaitReply(sending, (ending) => {
        stream.done = (octets) => settle(ending, () => withId(protocol.reply(octets), wire));
        stream.lost = (error) => ending.reject(error);
        for (const [number, octets] of protocol.request(wire))
          dialled.connection.write(number, octets, number === STREAM);
        return () => {
          stream.done = undefined;
          stream.lost = undefined;
        };
      }),
    close: () => dialled.close(protocol.noError),
  };
}

/** What comes back on the first stream, and whom it is told. */
class Received {
  #octets: Uint8Array = new Uint8Array(0);
  done: ((octets: Uint8Array) => void) | undefined;
  lost: ((error: NoReply) => void) | undefined;

  push(octets: Uint8Array, isLast: boolean): void {
    this.#octets = joined(this.#octets, octets);
    if (isLast) this.done?.(this.#octets);
  }
}

async function connect(options: LineOptions, { name }: Protocol, stream: Received): Promise<Dialled> {
  const { target, sourceAddress, timeoutMs } = options;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const ended = (text: string): void => {
    const error = new NoReply("connection closed", text);
    reject(error);
    stream.lost?.(error);
  };
  let dialled: Dialled | undefined;
  const timer = setTimeout(
    () => reject(new NoReply("timeout", `No QUIC connection within ${timeoutMs / 1000} s.`)),
    timeoutMs,
  );
  try {
    dialled = await dialQuic(
      // The studio asks what itself serves, so it takes any certificate.
      {
        to: target,
        from: sourceAddress,
        protocol: name,
        serverName: "localhost",
        insecure: true,
        idleTimeoutMs: timeoutMs + 1000,
      },
      {
        established: resolve,
        mayRead: () => true,
        received: (number, octets, isLast) => {
          if (number === STREAM) stream.push(octets, isLast);
        },
        wasReset: (number) => {
          if (number === STREAM) ended("The server gave the stream up.");
        },
        closed: () => ended(closingText(dialled)),
      },
    );
    await promise;
    return dialled;
  } catch (error) {
    dialled?.close(0);
    throw error instanceof NoReply ? error : noReplyFor(error instanceof Error ? error : new Error(String(error)));
  } finally {
    clearTimeout(timer);
  }
}

function closingText(dialled: Dialled | undefined): string {
  const error = dialled?.connection.peerError;
  if (error === null || error === undefined) return "The QUIC connection did not come about, or was lost.";
  const reason = Buffer.from(error.reason).toString();
  return `The server ended the connection: error ${error.errorCode}${reason === "" ? "" : ` (${reason})`}.`;
}

function settle(ending: Ending, reply: () => Uint8Array): void {
  try {
    ending.resolve(reply());
  } catch (error) {
    ending.reject(
      error instanceof NoReply ? error : new NoReply("connection closed", "What came back is no HTTP/3 reply."),
    );
  }
}

/** The message with the ID of another one. */
function withId(message: Uint8Array, { 0: high = 0, 1: low = 0 }: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(message);
  copy[0] = high;
  copy[1] = low;
  return copy;
}
