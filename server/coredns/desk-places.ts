/**
 * Where a CoreDNS at the user's desk listens instead of where its Corefile says: on loopback. Listeners that are different
 * ones stay so, and each keeps its place from one configuration to the next.
 */
import { canonicalHost, isLoopback } from "../../lib/chain/reaches.ts";
import type { PortPreference } from "../engine/engine.ts";
import { anyTcpPort, FIRST_FREE_PORT, isFree, type PortNeed } from "../engine/worker/loopback-ports.ts";

const FIRST = "127.0.0.1";
const TRIES = 40;

export class DeskPlaces {
  #prefer: PortPreference;
  readonly #ports = new Map<string, number>();

  constructor(prefer: PortPreference) {
    this.#prefer = prefer;
  }

  /** Finds all ports anew from now on. */
  moveTo(prefer: PortPreference): void {
    if (prefer === this.#prefer) return;
    this.#prefer = prefer;
    this.#ports.clear();
  }

  /** The port that stands for one of the Corefile; free on all these addresses when it is chosen. */
  async port(wanted: number, need: PortNeed, addresses: readonly string[]): Promise<number> {
    const key = `${need} ${wanted} ${[...addresses].sort().join(" ")}`;
    const known = this.#ports.get(key);
    if (known !== undefined) return known;
    const port = await this.#find(wanted, need, addresses);
    this.#ports.set(key, port);
    return port;
  }

  async #find(wanted: number, need: PortNeed, addresses: readonly string[]): Promise<number> {
    const isFreeOnAll = async (port: number): Promise<boolean> => {
      for (const address of addresses) if (!(await isFree({ address, port }, need))) return false;
      return ![...this.#ports.values()].includes(port);
    };
    if (this.#prefer === "same" && wanted >= FIRST_FREE_PORT && (await isFreeOnAll(wanted))) return wanted;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const port = await anyTcpPort(addresses[0] ?? FIRST);
      if (await isFreeOnAll(port)) return port;
    }
    throw new Error(`no free port on ${addresses.join(", ")} after ${TRIES} attempts`);
  }
}

/**
 * A loopback address for each address of the Corefile: its own where that is one, else 127.0.0.1, else one of 127.77.0.0/16
 * that no other has.
 */
export function deskAddresses(wanted: readonly string[]): ReadonlyMap<string, string> {
  const own = new Set(wanted.map(canonicalHost).filter(isLoopback));
  const others = [...new Set(wanted)].filter((address) => !isLoopback(canonicalHost(address)));
  const free = [...(own.has(FIRST) ? [] : [FIRST]), ...others.map((_, index) => numbered(index + 1))];
  return new Map([
    ...wanted.map((address) => [address, canonicalHost(address)] as const),
    ...others.map((address, index) => [address, free[index] ?? FIRST] as const),
  ]);
}

function numbered(index: number): string {
  return `127.77.${index >> 8}.${index & 255}`;
}
