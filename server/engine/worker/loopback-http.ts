/** HTTP listeners of plugins (health, ready, prometheus, ...) on loopback, with a list of where each really is. */
import type { Listener } from "../../../lib/api/engine.ts";
import type { HttpListening, HttpServers, ListenError } from "../../../lib/ports/http.ts";
import type { LoopbackPorts, Wanted } from "./loopback-ports.ts";

type Listen = HttpServers["listen"];

export class LoopbackHttp implements HttpServers {
  readonly #base: HttpServers;
  readonly #ports: LoopbackPorts;
  readonly #open = new Map<object, Listener>();
  readonly #onClose: () => void;

  /** `onClose` is called after one was closed: a replaced configuration ends its own some time after the next one serves. */
  constructor(base: HttpServers, ports: LoopbackPorts, onClose: () => void = () => undefined) {
    this.#base = base;
    this.#ports = ports;
    this.#onClose = onClose;
  }

  /** What is open, in the order in which it was opened. */
  listeners(): readonly Listener[] {
    return [...this.#open.values()];
  }

  wanted(): readonly Wanted[] {
    return this.listeners().map(({ wanted }) => ({ ...wanted, need: "http" }));
  }

  /** Wherever it is to listen, it listens on loopback, and is listed. */
  async listen(...[place, handler, options]: Parameters<Listen>): Promise<HttpListening | ListenError> {
    const { text, address, port } = place;
    const wanted = { address, port };
    const chosen = await this.#ports.choose({ ...wanted, need: "http" });
    const listening = await this.#base.listen({ text, ...chosen }, handler, options);
    if ("kind" in listening) return listening;
    const scheme = options?.secure === undefined ? "http" : "https";
    const entry: Listener = { label: `${scheme}://${text}`, kind: "http", wanted, bound: listening.bound, serves: [] };
    this.#open.set(listening, entry);
    return {
      ...listening,
      close: () => {
        this.#open.delete(listening);
        this.#onClose();
        return listening.close();
      },
    };
  }
}
