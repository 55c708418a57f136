/** HTTP listeners of plugins (health, ready, prometheus, ...) on loopback, with a list of where each really is. */
import type { Listener } from "../../lib/api/engine.ts";
import type { HttpListening, HttpServers, ListenError } from "../../lib/ports/http.ts";
import type { LoopbackPorts, Wanted } from "./loopback-ports.ts";

type Listen = HttpServers["listen"];

export class LoopbackHttp implements HttpServers {
  readonly #base: HttpServers;
  readonly #ports: LoopbackPorts;
  readonly #open = new Map<object, Listener>();

  constructor(base: HttpServers, ports: LoopbackPorts) {
    this.#base = base;
    this.#ports = ports;
  }

  /** What is open, in the order in which it was opened. */
  listeners(): readonly Listener[] {
    return [...this.#open.values()];
  }

  wanted(): readonly Wanted[] {
    return this.listeners().map(({ wanted }) => ({ ...wanted, need: "http" }));
  }

  async listen(...[address, handler, options]: Parameters<Listen>): Promise<HttpListening | ListenError> {
    const wanted = splitAddress(address);
    if (wanted === undefined) return this.#base.listen(address, handler, options);
    const place = await this.#ports.choose({ ...wanted, need: "http" });
    const listening = await this.#base.listen(joinAddress(place), handler, options);
    if ("kind" in listening) return listening;
    const bound = splitAddress(listening.address) ?? place;
    const entry: Listener = { label: `http://${address}`, kind: "http", wanted, bound, serves: [] };
    this.#open.set(listening, entry);
    return {
      ...listening,
      close: () => {
        this.#open.delete(listening);
        return listening.close();
      },
    };
  }
}

/** Reads `host:port` as Go writes it; `undefined` for a port that is no number, or a host that is a name. */
function splitAddress(address: string): { address: string; port: number } | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|(\d+(?:\.\d+){3}|localhost)?):(\d{1,5})$/i.exec(address);
  if (match === null) return undefined;
  const host = match[1] ?? match[2] ?? "";
  return { address: host === "localhost" ? "127.0.0.1" : host, port: Number(match[3]) };
}

function joinAddress({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
