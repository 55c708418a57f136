/** For tests: HTTP servers that listen on nothing. */
import type {
  HttpHandler,
  HttpListening,
  HttpListenOptions,
  HttpResponse,
  HttpServers,
  ListenError,
  ListenPlace,
} from "../../ports/http.ts";

export class FakeHttp implements HttpServers {
  readonly #handlers = new Map<string, HttpHandler>();
  /** What each was opened with. */
  readonly options = new Map<string, HttpListenOptions | undefined>();
  readonly #taken: ReadonlySet<string>;
  /** What a server that asks itself gets instead of its reply. */
  failure: ListenError | undefined;

  constructor(taken: readonly string[] = []) {
    this.#taken = new Set(taken);
  }

  /** The addresses that are listened on. */
  get addresses(): readonly string[] {
    return [...this.#handlers.keys()];
  }

  listen(
    { text: address, port }: ListenPlace,
    handler: HttpHandler,
    options?: HttpListenOptions,
  ): Promise<HttpListening | ListenError> {
    if (this.#taken.has(address)) {
      return Promise.resolve({ kind: "error", text: `listen tcp ${address}: bind: address already in use` });
    }
    this.#handlers.set(address, handler);
    this.options.set(address, options);
    return Promise.resolve({
      bound: { address: "192.0.2.1", port },
      ask: async (path) => this.failure ?? (await this.get(address, path)),
      close: async () => void this.#handlers.delete(address),
    });
  }

  /** Asks as a client does; fails when nothing listens there. */
  async get(address: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpResponse> {
    const handler = this.#handlers.get(address);
    if (handler === undefined) throw new Error(`nothing listens on ${address}`);
    return handler({ method: "GET", path, query: "", headers });
  }
}
