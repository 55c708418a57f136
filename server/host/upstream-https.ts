/** A client of one upstream over HTTPS, with the connections that it keeps, as Go's net/http does; errors in Go's words. */
import {
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../lib/ports/exchange.ts";
import { dialReasonOf } from "./exchange-errors.ts";
import { type HttpsConnection, httpsConnection } from "./https-connection.ts";
import { type HttpsRequest, httpsRequest, LATE_HEAD, RequestFault } from "./https-request.ts";
import { placeOf } from "./upstream-tcp.ts";
import { dialTls } from "./upstream-tls.ts";

/** How long a connection is kept that nobody uses. */
const IDLE_MS = 90_000;

/** A client that has not dialled yet. */
export function httpsClient(endpoint: UpstreamEndpoint): UpstreamConnection {
  return new HttpsClient(endpoint);
}

interface Kept {
  readonly connection: HttpsConnection;
  /** Requests that are under way on it. */
  active: number;
  timer: NodeJS.Timeout | undefined;
}

class HttpsClient implements UpstreamConnection {
  readonly openedMs = performance.now();
  lastUsedMs = performance.now();
  readonly #endpoint: UpstreamEndpoint;
  readonly #kept = new Set<Kept>();
  #lastUsed: Kept | undefined;
  #dialling: Promise<unknown> | undefined;
  /** True once a connection turned out to carry one request at a time: then each waits for none but its own. */
  #isOneByOne = false;
  #isClosed = false;

  constructor(endpoint: UpstreamEndpoint) {
    this.#endpoint = endpoint;
  }

  get usable(): boolean {
    return !this.#isClosed;
  }

  get local(): UpstreamConnection["local"] {
    const { localAddress, localPort } = this.#lastUsed?.connection.socket ?? {};
    return localAddress === undefined || localPort === undefined
      ? undefined
      : { address: localAddress, port: localPort };
  }

  async exchange(message: Uint8Array, { timeoutMs }: ExchangeOptions): Promise<Uint8Array> {
    this.lastUsedMs = performance.now();
    const untilMs = performance.now() + timeoutMs;
    const request = httpsRequest(message, this.#endpoint);
    for (;;) {
      const found = this.#free();
      const kept = found ?? (await this.#dialled(request, untilMs));
      try {
        return await this.#ask(kept, request, untilMs);
      } catch (error) {
        if (!(error instanceof RequestFault)) throw error;
        // A kept connection whose other end has not looked at the request: another one will do.
        if (found !== undefined && error.stage === "unsent") continue;
        throw failed(error.stage === "body" ? "" : request.prefix, error.message);
      }
    }
  }

  /** The one reply to a request, as a stream. */
  async *stream(message: Uint8Array, options: ExchangeOptions): AsyncGenerator<Uint8Array, void> {
    yield await this.exchange(message, options);
  }

  #free(): Kept | undefined {
    for (const kept of this.#kept) {
      if (!kept.connection.usable) this.#drop(kept);
      else if (kept.connection.hasRoom) return kept;
    }
    return undefined;
  }

  async #dialled(request: HttpsRequest, untilMs: number): Promise<Kept> {
    for (;;) {
      if (this.#dialling === undefined || this.#isOneByOne) return this.#dial(request, untilMs);
      await before(untilMs, this.#dialling, request);
      const free = this.#free();
      if (free !== undefined) return free;
    }
  }

  async #dial({ prefix }: HttpsRequest, untilMs: number): Promise<Kept> {
    if (this.#isClosed) throw failed(prefix, "http: client is closed");
    const dialling = dialTls(this.#endpoint, {
      timeoutMs: Math.max(0, untilMs - performance.now()),
      protocols: ["h2", "http/1.1"],
    });
    // Whoever waits for it looks for themselves what came of it.
    this.#dialling = dialling.then(
      () => undefined,
      () => undefined,
    );
    try {
      const connection = httpsConnection(await dialling);
      const kept: Kept = { connection, active: 0, timer: undefined };
      this.#isOneByOne = connection.socket.alpnProtocol !== "h2";
      this.#kept.add(kept);
      return kept;
    } catch (error) {
      if (error instanceof ExchangeError && error.kind !== "timeout") throw failed(prefix, error.message, error.kind);
      if (error instanceof ExchangeError) throw failed(prefix, LATE_HEAD);
      throw failed(prefix, `dial ${placeOf(this.#endpoint)}: ${dialReasonOf(error)}`);
    } finally {
      this.#dialling = undefined;
    }
  }

  async #ask(kept: Kept, request: HttpsRequest, untilMs: number): Promise<Uint8Array> {
    clearTimeout(kept.timer);
    kept.active++;
    this.#lastUsed = kept;
    try {
      return await kept.connection.ask(request, Math.max(0, untilMs - performance.now()));
    } finally {
      kept.active--;
      this.#rest(kept);
    }
  }

  /** Keeps a connection that nobody uses for a while, if it is to be kept at all. */
  #rest(kept: Kept): void {
    if (kept.active > 0) return;
    const most = this.#isOneByOne ? (this.#endpoint.https?.maxIdle ?? 0) : Number.POSITIVE_INFINITY;
    const idle = [...this.#kept].filter(({ active }) => active === 0).length;
    if (this.#isClosed || !kept.connection.usable || idle > most) {
      this.#drop(kept);
      return;
    }
    kept.timer = setTimeout(() => this.#drop(kept), IDLE_MS);
    kept.timer.unref();
  }

  #drop(kept: Kept): void {
    // Requests that are under way on it are seen to their end.
    if (kept.active > 0) return;
    clearTimeout(kept.timer);
    this.#kept.delete(kept);
    kept.connection.close();
  }

  close(): void {
    this.#isClosed = true;
    for (const kept of this.#kept) this.#drop(kept);
  }
}

function failed(prefix: string, text: string, kind?: ExchangeError["kind"]): ExchangeError {
  const late = text.startsWith("context deadline exceeded");
  return new ExchangeError(kind ?? (late ? "timeout" : "other"), `${prefix}${text}`);
}

/** Waits for somebody else's dial, but not for longer than there is time. */
async function before(untilMs: number, dialling: Promise<unknown>, { prefix }: HttpsRequest): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), Math.max(0, untilMs - performance.now()));
  });
  const isLate = await Promise.race([late, dialling.then(() => false)]);
  clearTimeout(timer);
  if (isLate) throw failed(prefix, LATE_HEAD);
}
