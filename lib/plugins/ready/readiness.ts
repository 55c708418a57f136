/** Which plugins are not ready yet, and the HTTP server that tells (CoreDNS, plugin ready). */
import type { Handler } from "../../chain/handler.ts";
import { listenHttp } from "../../plugin-kit/listen-http.ts";
import type { Host } from "../../ports/host.ts";
import type { HttpListening, HttpResponse } from "../../ports/http.ts";
import { READINESS } from "./api.ts";

/** The plugins of all blocks that can tell; of several with one name the last counts. */
export class Readiness {
  readonly #waiting = new Map<string, () => boolean | Promise<boolean>>();
  #continuously = false;

  /** Begins the list again; `continuously` keeps plugins in it that were ready once. */
  begin(continuously: boolean): void {
    this.#waiting.clear();
    this.#continuously = continuously;
  }

  /** Adds those of a block's handlers that can tell. */
  add(handlers: readonly Handler[]): void {
    for (const { name, offers } of handlers) {
      const isReady = offers?.get(READINESS);
      if (isReady !== undefined) this.#waiting.set(name, isReady);
    }
  }

  /** The names of plugins that are not ready, in alphabetical order. */
  async unready(): Promise<string[]> {
    const names: string[] = [];
    for (const [name, isReady] of this.#waiting) {
      if (!(await isReady())) names.push(name);
      else if (!this.#continuously) this.#waiting.delete(name);
    }
    return names.sort();
  }
}

/** The server at one address. An address that is taken is no error: CoreDNS does not look at what the listener says. */
export class ReadyServer {
  readonly #host: Host;
  readonly #address: string;
  readonly #readiness: Readiness;
  #listening: Promise<HttpListening | undefined> | undefined;

  constructor(host: Host, address: string, readiness: Readiness) {
    this.#host = host;
    this.#address = address;
    this.#readiness = readiness;
  }

  /** Listens; a second call changes nothing. */
  async start(): Promise<void> {
    this.#listening ??= listenHttp(this.#host, this.#address, ({ path }) =>
      path === "/ready" ? this.#reply() : { status: 404, body: "404 page not found\n" },
    ).then((opened) => ("kind" in opened ? undefined : opened));
    await this.#listening;
  }

  async stop(): Promise<void> {
    const listening = await this.#listening;
    this.#listening = undefined;
    await listening?.close();
  }

  async #reply(): Promise<HttpResponse> {
    const unready = (await this.#readiness.unready()).join(",");
    if (unready === "") return { status: 200, body: "OK" };
    this.#host.log.forPlugin("ready").info(`Plugins not ready: "${unready}"`);
    return { status: 503, body: unready };
  }
}
