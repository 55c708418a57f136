/** Connections to upstreams over QUIC (RFC 9250), a stream for each question; errors in quic-go's words. */
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import {
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../lib/ports/exchange.ts";
import { type Dialled, dialQuic } from "../quic/dial.ts";
import type { QuicConnection, QuicEvents } from "../quic/quic-connection.ts";
import { outOfTime, UNKNOWN_AUTHORITY, wrongName } from "./certificate-fault.ts";
import { DoqFault, DoqReply } from "./doq-stream.ts";
import { wordsOf } from "./exchange-errors.ts";
import { materialOf } from "./tls-material.ts";

/** Error codes of DNS over QUIC (RFC 9250 section 4.3). */
const PROTOCOL_ERROR = 2;
const REQUEST_CANCELLED = 3;
const STREAM_STEP = 4;
/** How soon it is looked again whether the other side lets another stream be opened. */
const ROOM_MS = 5;
const IDLE_MS = 30_000;
const LATE = "context deadline exceeded";
/** What a certificate that is not taken ends with (RFC 9000 section 20.1: 0x100 and the alert of TLS). */
const BAD_CERTIFICATE = "CRYPTO_ERROR 0x12a (local): ";
const CRYPTO_ERRORS = 0x100;
const EXPIRED = 45;
const UNKNOWN_CA = 48;
/** Alerts of TLS that end a connection, as crypto/tls tells them. */
const ALERTS: Readonly<Record<number, string>> = {
  40: "handshake failure",
  42: "bad certificate",
  46: "unknown certificate",
  48: "unknown certificate authority",
  70: "protocol version not supported",
  80: "internal error",
  112: "unrecognized name",
  116: "certificate required",
  120: "no application protocol",
};

/** Connects and settles TLS. Rejects with an `ExchangeError`, or the system's error. */
export async function connectQuic(endpoint: UpstreamEndpoint, timeoutMs: number): Promise<UpstreamConnection> {
  const connection = new DoqConnection();
  const { address, port, sourceAddress, tls, idleMs = IDLE_MS } = endpoint;
  const { serverName = address, material } = tls ?? {};
  const { ca, cert, key } = materialOf(material);
  const own = cert === undefined ? {} : { certificate: { cert, ...(key === undefined ? {} : { key: String(key) }) } };
  const timer = setTimeout(() => connection.end("timeout", LATE), timeoutMs);
  try {
    const dialled = await dialQuic(
      {
        to: { address, port },
        from: sourceAddress,
        protocol: "doq",
        // BoringSSL takes names only; an address is looked for behind it.
        serverName: isIP(serverName) === 0 ? serverName : undefined,
        authorities: ca ?? rootCertificates,
        idleTimeoutMs: idleMs,
        insists: true,
        ...own,
      },
      connection.events(serverName),
    );
    await connection.settled(dialled);
    return connection;
  } catch (error) {
    connection.close();
    throw error instanceof ExchangeError ? error : new ExchangeError("other", wordsOf(error));
  } finally {
    clearTimeout(timer);
  }
}

interface Waiting {
  readonly reply: DoqReply;
  readonly resolve: (message: Uint8Array) => void;
  readonly reject: (error: ExchangeError) => void;
}

class DoqConnection implements UpstreamConnection {
  readonly openedMs = performance.now();
  lastUsedMs = performance.now();
  readonly #waiting = new Map<number, Waiting>();
  readonly #ready = Promise.withResolvers<void>();
  #dialled: Dialled | undefined;
  #nextStream = 0;
  #failure: ExchangeError | undefined;

  get usable(): boolean {
    return this.#failure === undefined;
  }

  get local(): UpstreamConnection["local"] {
    return this.#dialled?.local;
  }

  events(serverName: string): QuicEvents {
    return {
      established: () => {
        const fault = addressFault(this.#dialled?.connection, serverName);
        if (fault === undefined) this.#ready.resolve();
        else this.end("other", fault);
      },
      mayRead: () => true,
      received: (stream, octets, isLast) => this.#received(stream, octets, isLast),
      wasReset: (stream) => this.#failed(stream, `stream ${stream} canceled by remote`),
      closed: () => this.end("closed", endOf(this.#dialled?.connection, serverName)),
    };
  }

  /** Waits until both sides have agreed. Rejects with an `ExchangeError`. */
  async settled(dialled: Dialled): Promise<void> {
    this.#dialled = dialled;
    if (this.#failure !== undefined) dialled.close(0);
    await this.#ready.promise;
  }

  /** The connection is over, for this reason. */
  end(kind: ExchangeError["kind"], text: string): void {
    if (this.#failure !== undefined) return;
    const error = new ExchangeError(kind, text);
    this.#failure = error;
    this.#ready.promise.catch(() => undefined);
    this.#ready.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#dialled?.close(0);
  }

  async exchange(message: Uint8Array, { timeoutMs }: ExchangeOptions): Promise<Uint8Array> {
    const untilMs = performance.now() + timeoutMs;
    this.lastUsedMs = performance.now();
    while (!this.#hasRoom()) {
      if (performance.now() >= untilMs) throw new ExchangeError("timeout", LATE);
      await new Promise((resolve) => setTimeout(resolve, ROOM_MS));
    }
    const { connection } = this.#dialledNow();
    const stream = this.#nextStream;
    this.#nextStream += STREAM_STEP;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#waiting.set(stream, { reply: new DoqReply(), resolve, reject });
    const timer = setTimeout(
      () => {
        this.#giveUp(stream, connection);
        reject(new ExchangeError("timeout", LATE));
      },
      Math.max(0, untilMs - performance.now()),
    );
    connection.write(stream, Buffer.concat([Uint8Array.of(message.length >> 8, message.length & 0xff), message]), true);
    return promise.finally(() => clearTimeout(timer));
  }

  /** The one reply to a question, as a stream. */
  async *stream(message: Uint8Array, options: ExchangeOptions): AsyncGenerator<Uint8Array, void> {
    yield await this.exchange(message, options);
  }

  /** Whether the other side lets a stream be opened now. */
  #hasRoom(): boolean {
    return this.#dialledNow().connection.native.peerStreamsLeftBidi() > 0;
  }

  #dialledNow(): Dialled {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#dialled === undefined) throw new ExchangeError("closed", "use of closed network connection");
    return this.#dialled;
  }

  #received(stream: number, octets: Uint8Array, isLast: boolean): void {
    const waiting = this.#waiting.get(stream);
    if (waiting === undefined) return;
    try {
      const message = waiting.reply.push(octets, isLast);
      if (message === undefined) return;
      this.#waiting.delete(stream);
      waiting.resolve(message);
    } catch (error) {
      const text = error instanceof DoqFault ? error.message : wordsOf(error);
      this.#failed(stream, text);
      // The whole connection is not to be trusted any more.
      this.#failure ??= new ExchangeError("closed", text);
      queueMicrotask(() => this.#closeWith(PROTOCOL_ERROR, text));
    }
  }

  #failed(stream: number, text: string): void {
    const waiting = this.#waiting.get(stream);
    this.#waiting.delete(stream);
    waiting?.reject(new ExchangeError("other", text));
  }

  #giveUp(stream: number, connection: QuicConnection): void {
    this.#waiting.delete(stream);
    connection.reset(stream, REQUEST_CANCELLED);
    connection.stopReading(stream, REQUEST_CANCELLED);
  }

  #closeWith(code: number, reason: string): void {
    const error = new ExchangeError("closed", `Application error 0x${code.toString(16)} (local): ${reason}`);
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#dialled?.close(code, reason);
  }

  close(code = 0): void {
    this.#closeWith(code, "");
  }
}

/** What is wrong with the certificate of a connection that has come about, where the name is an address. */
function addressFault(connection: QuicConnection | undefined, serverName: string): string | undefined {
  if (isIP(serverName) === 0) return undefined;
  const certificate = certificateOf(connection);
  if (certificate?.checkIP(serverName) !== undefined) return undefined;
  return `${BAD_CERTIFICATE}${wrongName(serverName, certificate?.subjectAltName)}`;
}

function certificateOf(connection: QuicConnection | undefined): X509Certificate | undefined {
  const [leaf] = connection?.native.peerCertChain() ?? [];
  return leaf === undefined ? undefined : new X509Certificate(Buffer.from(leaf));
}

/** Why a connection is over. */
function endOf(connection: QuicConnection | undefined, serverName: string): string {
  const native = connection?.native;
  const own = native?.localError();
  if (own !== undefined && own !== null) return localEnd(own.errorCode, connection, serverName);
  const error = native?.peerError();
  if (error === undefined || error === null) return "timeout: no recent network activity";
  const reason = Buffer.from(error.reason).toString();
  const code = `0x${error.errorCode.toString(16)}`;
  if (error.isApp) return `Application error ${code} (remote)${reason === "" ? "" : `: ${reason}`}`;
  const alert = ALERTS[error.errorCode - CRYPTO_ERRORS];
  if (alert !== undefined) return `CRYPTO_ERROR ${code} (remote): tls: ${alert}`;
  return `error ${code} (remote)${reason === "" ? "" : `: ${reason}`}`;
}

/** What this side ended the connection for: nearly always the certificate. */
function localEnd(code: number, connection: QuicConnection | undefined, serverName: string): string {
  const certificate = certificateOf(connection);
  const alert = code - CRYPTO_ERRORS;
  if (certificate === undefined || alert < 0) return `error 0x${code.toString(16)} (local)`;
  if (alert === UNKNOWN_CA) return `${BAD_CERTIFICATE}${UNKNOWN_AUTHORITY}`;
  if (alert === EXPIRED)
    return `${BAD_CERTIFICATE}${outOfTime({ valid_from: certificate.validFrom, valid_to: certificate.validTo }, Date.now())}`;
  return `${BAD_CERTIFICATE}${wrongName(serverName, certificate.subjectAltName)}`;
}
