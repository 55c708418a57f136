/**
 * Where the studio lets a Corefile's listeners really listen: on loopback only, on the same port when that is preferred,
 * free, and needs no privilege, else on one that the system chooses. A listener keeps its place from one configuration to
 * the next.
 */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import type { Socket } from "../../../lib/api/engine.ts";
import { canonicalHost, isLoopback } from "../../../lib/chain/reaches.ts";
import type { PortPreference } from "../engine.ts";

/** Ports below this need a privilege on most systems. */
export const FIRST_FREE_PORT = 1024;
const TRIES = 20;

/** What a listener needs of its port: `dns` both UDP and TCP, `quic` and `https3` UDP, all others TCP. */
export type PortNeed = "udp" | "tcp" | "both" | "http";

/** A listener as it is wanted. */
export interface Wanted extends Socket {
  readonly need: PortNeed;
}

export interface LoopbackPortsOptions {
  /** `same` tries the wanted port first; `ephemeral` never does. */
  readonly prefer: PortPreference;
  /** Addresses of the machine's interfaces. */
  readonly ownAddresses?: () => readonly string[];
}

export class LoopbackPorts {
  #prefer: PortPreference;
  readonly #ownAddresses: () => readonly string[];
  readonly #chosen = new Map<string, Socket>();

  constructor({ prefer, ownAddresses = () => [] }: LoopbackPortsOptions) {
    this.#prefer = prefer;
    this.#ownAddresses = ownAddresses;
  }

  get preference(): PortPreference {
    return this.#prefer;
  }

  /** Forgets all places, so that each is found again by another preference. */
  moveTo(prefer: PortPreference): void {
    this.#prefer = prefer;
    this.#chosen.clear();
  }

  /** The place of a listener; found on the first call, the same from then on. */
  async choose(wanted: Wanted): Promise<Socket> {
    // Any port is another one for each.
    if (wanted.port === 0 && wanted.need === "http") return this.#find(wanted);
    const key = keyOf(wanted);
    const known = this.#chosen.get(key);
    if (known !== undefined) return known;
    const chosen = await this.#find(wanted);
    this.#chosen.set(key, chosen);
    return chosen;
  }

  /**
   * Where a DNS server of this configuration really is, when what is sent to `address` and `port` comes to one of them: it
   * is bound to the very address, or to all and the address is the machine's own.
   */
  find({ address: written, port }: Socket, need: "udp" | "tcp"): Socket | undefined {
    const address = canonicalHost(written);
    const isHere = isLoopback(address) || this.#ownAddresses().some((own) => canonicalHost(own) === address);
    const keys = (isHere ? [address, ""] : [address]).flatMap((host) => [
      keyOf({ address: host, port, need: "both" }),
      keyOf({ address: host, port, need }),
    ]);
    return keys.map((key) => this.#chosen.get(key)).find((chosen) => chosen !== undefined);
  }

  /** Forgets listeners that are no longer wanted, so that their ports can go to others. */
  keepOnly(wanted: readonly Wanted[]): void {
    const keys = new Set(wanted.map(keyOf));
    for (const key of this.#chosen.keys()) if (!keys.has(key)) this.#chosen.delete(key);
  }

  async #find(wanted: Wanted): Promise<Socket> {
    const { need } = wanted;
    const address = isLoopback(wanted.address) ? wanted.address : "127.0.0.1";
    const taken = (port: number): boolean =>
      [...this.#chosen.values()].some((used) => used.port === port && used.address === address);
    const isCandidate = this.#prefer === "same" && wanted.port >= FIRST_FREE_PORT && !taken(wanted.port);
    if (isCandidate && (await isFree({ address, port: wanted.port }, need))) return { address, port: wanted.port };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const port = await anyTcpPort(address);
      if (!taken(port) && (!needsUdp(need) || (await isFreeUdp({ address, port })))) return { address, port };
    }
    throw new Error(`no free port on ${address} after ${TRIES} attempts`);
  }
}

/** All ways to say "every address" are one. */
function keyOf({ address, port, need }: Wanted): string {
  return `${need} ${address === "0.0.0.0" || address === "::" ? "" : address} ${port}`;
}

/** Whether a listener with this need could have the socket now. */
export async function isFree(socket: Socket, need: PortNeed): Promise<boolean> {
  if (need !== "udp" && (await tcpPort(socket)) === undefined) return false;
  return !needsUdp(need) || (await isFreeUdp(socket));
}

function needsUdp(need: PortNeed): boolean {
  return need === "udp" || need === "both";
}

/** A port that is free for TCP. Rejects where nothing may listen on the address. */
export async function anyTcpPort(address: string): Promise<number> {
  const port = await tcpPort({ address, port: 0 });
  if (port === undefined) throw new Error(`cannot listen on ${address}`);
  return port;
}

/** Listens for a moment; the port, or `undefined` when that is not possible. */
function tcpPort({ address, port }: Socket): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(undefined));
    server.listen({ host: address, port, exclusive: true }, () => {
      const bound = server.address();
      server.close(() => done(typeof bound === "object" && bound !== null ? bound.port : undefined));
    });
  });
}

function isFreeUdp({ address, port }: Socket): Promise<boolean> {
  return new Promise((done) => {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.once("error", () => socket.close(() => done(false)));
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => done(true)));
  });
}
