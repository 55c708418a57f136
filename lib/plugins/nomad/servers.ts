/** The servers that are tried one after the other. */
import type { Asked, NomadClient } from "./client.ts";

export class NomadServers {
  readonly clients: readonly NomadClient[];
  /** The one that answered at the start; -1 before, and when none did. */
  #first = -1;

  constructor(clients: readonly NomadClient[]) {
    this.clients = clients;
  }

  /** Looks for one that answers. */
  async start(): Promise<void> {
    for (const [index, client] of this.clients.entries()) {
      if ((await client.fault()) !== undefined) continue;
      this.#first = index;
      return;
    }
  }

  /** The one to ask: of several the first that answers now, from that of the start on. A single one is not tried. */
  async client(): Promise<Asked<NomadClient>> {
    const [only, ...others] = this.clients;
    if (only !== undefined && others.length === 0) return { ok: true, value: only };
    // CoreDNS takes a server out of its list by this number.
    if (this.#first < 0) throw new Error("runtime error: index out of range [-1]");
    for (let tried = 0; tried < this.clients.length; tried++) {
      const client = this.clients[(this.#first + tried) % this.clients.length];
      if (client !== undefined && (await client.fault()) === undefined) return { ok: true, value: client };
    }
    return { ok: false, error: "no Nomad client available" };
  }
}
