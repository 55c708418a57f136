/** Connections to upstreams over gRPC: calls of CoreDNS's service, side by side on one HTTP/2 connection; errors in Go's words. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2, constants } from "node:http2";
import type { Socket } from "node:net";
import { joinHostPort } from "../../lib/go/net.ts";
import {
  ExchangeError,
  type ExchangeOptions,
  RpcError,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../lib/ports/exchange.ts";
import { type Fields, headFault, lengthFault, messageOf, resetFault } from "../grpc/call-outcome.ts";
import { framePacket, QUERY_PATH } from "../grpc/dns-packet.ts";
import { GrpcFrames } from "../grpc/frames.ts";
import { kindOf, reasonOf } from "./exchange-errors.ts";
import { dialTcp } from "./upstream-tcp.ts";
import { dialTls } from "./upstream-tls.ts";

/** Connects, and waits for the other side's settings. Rejects with an `ExchangeError`, or throws what Node will not even try. */
export async function connectGrpc(endpoint: UpstreamEndpoint, timeoutMs: number): Promise<UpstreamConnection> {
  const untilMs = performance.now() + timeoutMs;
  const socket = await dial(endpoint, timeoutMs);
  const authority = endpoint.path === undefined ? joinHostPort(endpoint.address, endpoint.port) : "localhost";
  const session = connectHttp2(`${endpoint.tls === undefined ? "http" : "https"}://${authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false },
  });
  session.unref();
  return new Promise((resolve, reject) => {
    const fail = (kind: ExchangeError["kind"], reason: string): void => {
      clearTimeout(timer);
      session.destroy();
      reject(connectionError(kind, `error reading server preface: ${reason}`));
    };
    const timer = setTimeout(() => fail("timeout", "context deadline exceeded"), untilMs - performance.now());
    // What goes wrong behind the greeting is told by the end of the connection.
    session.on("error", (error) => fail(kindOf(error), prefaceReason(error)));
    session.once("close", () => fail("closed", "EOF"));
    session.once("remoteSettings", () => {
      clearTimeout(timer);
      resolve(new GrpcConnection(session, socket));
    });
  });
}

async function dial(endpoint: UpstreamEndpoint, timeoutMs: number): Promise<Socket> {
  try {
    if (endpoint.tls === undefined) return await dialTcp(endpoint, timeoutMs);
    const socket = await dialTls(endpoint, { timeoutMs, protocols: ["h2"] });
    if (socket.alpnProtocol === "h2") return socket;
    socket.destroy();
    throw new ExchangeError("other", "credentials: cannot check peer: missing selected ALPN property");
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const stage = error.message.startsWith("dial ") ? "Error while dialing" : "authentication handshake failed";
    throw connectionError(error.kind, `transport: ${stage}: ${error.message}`);
  }
}

function connectionError(kind: ExchangeError["kind"], text: string): ExchangeError {
  return new ExchangeError(kind, `connection error: desc = ${JSON.stringify(text)}`);
}

/** What is no HTTP/2 ends the connection; Go tells of the end only. */
function prefaceReason(error: Error): string {
  return "code" in error && error.code === "ERR_HTTP2_ERROR" ? "http2: frame too large" : reasonOf(error);
}

class GrpcConnection implements UpstreamConnection {
  readonly openedMs = performance.now();
  lastUsedMs = performance.now();
  readonly #session: ClientHttp2Session;
  readonly #socket: Socket;
  /** What ended the connection, in Go's words. */
  #end = "EOF";
  #isLeaving = false;

  constructor(session: ClientHttp2Session, socket: Socket) {
    this.#session = session;
    this.#socket = socket;
    session.on("error", (error) => {
      this.#end = reasonOf(error);
    });
    socket.on("error", (error) => {
      this.#end = reasonOf(error);
    });
    session.once("goaway", () => {
      this.#isLeaving = true;
    });
  }

  get usable(): boolean {
    return !this.#isLeaving && !this.#session.closed && !this.#session.destroyed;
  }

  get local(): UpstreamConnection["local"] {
    const { localAddress, localPort } = this.#socket;
    return localAddress === undefined || localPort === undefined
      ? undefined
      : { address: localAddress, port: localPort };
  }

  exchange(message: Uint8Array, { timeoutMs }: ExchangeOptions): Promise<Uint8Array> {
    this.lastUsedMs = performance.now();
    let stream: ClientHttp2Stream;
    try {
      stream = this.#session.request({
        ":method": "POST",
        ":path": QUERY_PATH,
        "content-type": "application/grpc",
        te: "trailers",
        "grpc-timeout": `${Math.max(1, Math.floor(timeoutMs))}m`,
      });
    } catch {
      return Promise.reject(new RpcError("Unavailable", "the connection is draining"));
    }
    const call = this.#called(stream, timeoutMs);
    stream.end(framePacket(message));
    return call;
  }

  /** The one message of a call, as a stream. */
  async *stream(message: Uint8Array, options: ExchangeOptions): AsyncGenerator<Uint8Array, void> {
    yield await this.exchange(message, options);
  }

  #called(stream: ClientHttp2Stream, timeoutMs: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const frames = new GrpcFrames();
      let ended: Fields = {};
      let fault: RpcError | undefined;
      const give = (why: RpcError): void => {
        fault ??= why;
        stream.close(constants.NGHTTP2_CANCEL);
      };
      const late = (): void => give(new RpcError("DeadlineExceeded", "context deadline exceeded"));
      const timer = setTimeout(late, timeoutMs);
      timer.unref();
      const learn = (fields: Fields): void => {
        if (fields["grpc-status"] !== undefined) ended = fields;
      };
      stream.on("response", (fields) => {
        const wrong = headFault(fields);
        if (wrong === undefined) learn(fields);
        else give(wrong);
      });
      stream.on("trailers", learn).on("error", () => undefined);
      stream.on("data", (chunk: Buffer) => {
        if (fault !== undefined) return;
        frames.push(chunk);
        const wrong = lengthFault(frames);
        if (wrong !== undefined) give(wrong);
      });
      stream.once("close", () => {
        clearTimeout(timer);
        try {
          resolve(this.#outcome(stream, fault, { frames, ended }));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** What a call came to; throws why it came to nothing. */
  #outcome(
    { rstCode }: ClientHttp2Stream,
    fault: RpcError | undefined,
    { frames, ended }: { readonly frames: GrpcFrames; readonly ended: Fields },
  ): Uint8Array {
    if (fault !== undefined) throw fault;
    if (ended["grpc-status"] !== undefined) return messageOf(frames, ended);
    if (this.#session.destroyed || this.#socket.destroyed)
      throw new RpcError("Unavailable", `error reading from server: ${this.#end}`);
    if (rstCode !== constants.NGHTTP2_NO_ERROR) throw resetFault(rstCode);
    return messageOf(frames, ended);
  }

  close(): void {
    this.#isLeaving = true;
    this.#session.destroy();
  }
}
