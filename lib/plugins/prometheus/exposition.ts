/** The HTTP server that tells the metrics; blocks that name the same address share one. */
import { listenHttp } from "../../plugin-kit/listen-http.ts";
import type { Host } from "../../ports/host.ts";
import type { HttpListening, HttpResponse } from "../../ports/http.ts";

const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

export class Exposition {
  readonly #host: Host;
  readonly #address: string;
  #isStarted = false;
  #listening: HttpListening | undefined;

  constructor(host: Host, address: string) {
    this.#host = host;
    this.#address = address;
  }

  /** Listens, once; that it cannot is only logged, as in CoreDNS. */
  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const opened = await listenHttp(this.#host, this.#address, ({ path, query }) => this.#reply(path, query));
    if ("kind" in opened) this.#host.log.error(`Failed to start metrics handler: ${opened.text}`);
    else this.#listening = opened;
  }

  async stop(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    await listening?.close();
  }

  async #reply(path: string, query: string): Promise<HttpResponse> {
    if (path !== "/metrics") return { status: 404, body: "404 page not found\n" };
    return { status: 200, contentType: CONTENT_TYPE, body: await this.#host.metrics.expose(wantedNames(query)) };
  }
}

/** The names that `name[]=NAME` asks for, as Go's client library has it; undefined for all. */
function wantedNames(query: string): readonly string[] | undefined {
  const names = query
    .split("&")
    .map((pair) => /^name(?:\[\]|%5B%5D)=(.*)$/i.exec(pair)?.[1])
    .filter((name) => name !== undefined);
  return names.length > 0 ? names : undefined;
}
