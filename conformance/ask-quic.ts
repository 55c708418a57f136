/** Asks over QUIC (RFC 9250), and over HTTP/3 (RFC 8484); the frames are written here by hand. */
import { decodeFields } from "../lib/http3/qpack.ts";
import { dialQuic } from "../server/quic/dial.ts";

/** Where to send, the CA in PEM, and after how long silence is silence. */
export interface QuicTarget {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly authorities: Buffer | undefined;
}

/** What came back: a message, what ended the connection or the stream, a refusal of HTTP's, or nothing in time. */
export type QuicAnswer =
  | { readonly kind: "message"; readonly wire: Buffer }
  | { readonly kind: "closed"; readonly code: number | undefined }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "silence" };

/** The first stream that a client opens both ways. */
const STREAM = 0;
const NO_ERROR: Readonly<Record<string, number>> = { doq: 0, h3: 0x100 };

interface Exchange {
  readonly protocol: "doq" | "h3";
  /** By number of stream, what is sent as soon as there is a connection; the first one is ended. */
  readonly streams: ReadonlyMap<number, Buffer>;
}

/** Asks with a length before the message. Rejects when the connection does not come about. */
export async function askQuic(message: Buffer, target: QuicTarget): Promise<QuicAnswer> {
  const streams = new Map([
    [STREAM, Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message])],
  ]);
  const received = await exchange({ protocol: "doq", streams }, target);
  if (!Buffer.isBuffer(received)) return received;
  if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return { kind: "closed", code: undefined };
  return { kind: "message", wire: received.subarray(2, 2 + received.readUInt16BE(0)) };
}

/** Asks with POST. Rejects when the connection does not come about. */
export async function askHttp3(message: Buffer, target: QuicTarget): Promise<QuicAnswer> {
  const fields = [
    [":method", "POST"],
    [":scheme", "https"],
    [":authority", `localhost:${target.port}`],
    [":path", "/dns-query"],
    ["content-type", "application/dns-message"],
    ["content-length", String(message.length)],
  ] as const;
  const streams = new Map([
    // The control stream, with settings that say nothing.
    [2, Buffer.from([0, 4, 0])],
    [STREAM, Buffer.concat([frame(1, literals(fields)), frame(0, message)])],
  ]);
  const received = await exchange({ protocol: "h3", streams }, target);
  return Buffer.isBuffer(received) ? readResponse(received) : received;
}

async function exchange({ protocol, streams }: Exchange, target: QuicTarget): Promise<Buffer | QuicAnswer> {
  const { host, port, timeoutMs, authorities } = target;
  let received = Buffer.alloc(0);
  let isEstablished = false;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | QuicAnswer>();
  const dialled = await dialQuic(
    {
      to: { address: host, port },
      protocol,
      serverName: "localhost",
      authorities: authorities === undefined ? undefined : [authorities.toString("latin1")],
      idleTimeoutMs: timeoutMs + 1000,
    },
    {
      established: () => {
        isEstablished = true;
        for (const [stream, octets] of streams) dialled.connection.write(stream, octets, stream === STREAM);
      },
      mayRead: () => true,
      received: (stream, octets, isLast) => {
        if (stream !== STREAM) return;
        received = Buffer.concat([received, octets]);
        if (isLast) resolve(received);
      },
      wasReset: (stream) => {
        if (stream === STREAM) resolve({ kind: "closed", code: undefined });
      },
      closed: () => {
        if (isEstablished) resolve({ kind: "closed", code: dialled.connection.peerError?.errorCode });
        else reject(new Error("no QUIC connection"));
      },
    },
  );
  const timer = setTimeout(() => resolve({ kind: "silence" }), timeoutMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    dialled.close(NO_ERROR[protocol] ?? 0);
  }
}

/** A frame whose type and length are numbers of one or two octets. */
function frame(type: number, payload: Buffer): Buffer {
  const { length } = payload;
  return Buffer.concat([Buffer.from([type, 0x40 | (length >> 8), length & 255]), payload]);
}

/** Fields spelled out (RFC 9204 section 4.5.6). */
function literals(fields: readonly (readonly [string, string])[]): Buffer {
  const lines = fields.map(([name, value]) => {
    const prefix = name.length < 7 ? [0x20 | name.length] : [0x27, name.length - 7];
    return Buffer.concat([Buffer.from(prefix), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]);
  });
  return Buffer.concat([Buffer.from([0, 0]), ...lines]);
}

/** HEADERS, and what DATA there is behind them. */
function readResponse(received: Buffer): QuicAnswer {
  let status = 0;
  const body: Buffer[] = [];
  for (let at = 0; at < received.length; ) {
    const type = number(received, at);
    const length = number(received, type.end);
    const payload = received.subarray(length.end, length.end + length.value);
    if (type.value === 1) status = Number(decodeFields(payload).find(([name]) => name === ":status")?.[1] ?? 0);
    if (type.value === 0) body.push(payload);
    at = length.end + length.value;
  }
  return status === 200 ? { kind: "message", wire: Buffer.concat(body) } : { kind: "status", status };
}

function number(octets: Buffer, at: number): { readonly value: number; readonly end: number } {
  const first = octets[at] ?? 0;
  const length = 2 ** (first >> 6);
  let value = first & 63;
  for (let index = 1; index < length; index++) value = value * 256 + (octets[at + index] ?? 0);
  return { value, end: at + length };
}
