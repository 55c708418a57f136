/** The UDP sockets at single addresses beside those of a listener for all addresses, so that replies leave where they were asked. */
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { askedAddress, HAS_ADDRESS_SOCKETS, isLoopback, ownAddresses, takenByOthers } from "./own-addresses.ts";

/** The interfaces are looked at again after so long, when something is asked. */
const LOOK_AGAIN_AFTER_MS = 5000;
/** So many sockets for addresses that no interface has; what is asked at more of them is answered as routes have it. */
const MAX_UNLISTED = 64;

/** A socket at one address. */
export interface AddressSocket {
  close(): Promise<void>;
}

interface Options<S> {
  readonly port: number;
  readonly nowMs: () => number;
  /** Opens a socket at an address; rejects with the system's error. */
  open(address: string): Promise<S>;
}

/** Counts places. */
class Places {
  readonly #counts = new Map<string, number>();

  count({ address, port }: Endpoint): number {
    return this.#counts.get(`${address} ${port}`) ?? 0;
  }

  add({ address, port }: Endpoint, more: 1 | -1): void {
    this.#counts.set(`${address} ${port}`, this.count({ address, port }) + more);
    if (this.count({ address, port }) === 0) this.#counts.delete(`${address} ${port}`);
  }
}

/** Where listeners for one address stand in this process. */
const claims = new Places();
const everywhere = new Set<AddressSockets<AddressSocket>>();

/** Tells that a listener takes this place: sockets that stand there for all addresses go. Gives the way to take it back. */
export function claimAddress(place: Endpoint): () => void {
  claims.add(place, 1);
  for (const sockets of everywhere) if (sockets.port === place.port) sockets.giveUp(place.address);
  return () => claims.add(place, -1);
}

/** The sockets of one listener. Addresses that fail have none: there the socket for all addresses answers. */
export class AddressSockets<S extends AddressSocket> {
  readonly #options: Options<S>;
  readonly #sockets = new Map<string, Promise<S | undefined>>();
  #own: ReadonlySet<string> = new Set();
  #unlisted = 0;
  #lookedMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: Options<S>) {
    this.#options = options;
  }

  get port(): number {
    return this.#options.port;
  }

  /** Opens one socket for each address of this machine. */
  async start(): Promise<void> {
    if (!HAS_ADDRESS_SOCKETS) return;
    everywhere.add(this);
    this.#look();
    await Promise.all(this.#sockets.values());
  }

  /** The socket that answers what came in for no socket's address; undefined when that cannot be told. */
  socketFor(client: Endpoint): Promise<S | undefined> | undefined {
    if (!HAS_ADDRESS_SOCKETS || this.#isClosed) return undefined;
    if (this.#options.nowMs() - this.#lookedMs > LOOK_AGAIN_AFTER_MS) this.#look();
    // Only of this machine's own sockets it is known whom they ask.
    if (!isLoopback(client.address) && !this.#own.has(client.address)) return undefined;
    const address = askedAddress(client, this.port);
    if (address === undefined) return undefined;
    const known = this.#sockets.get(address);
    if (known !== undefined) return known;
    if (this.#unlisted >= MAX_UNLISTED) return undefined;
    this.#unlisted++;
    return this.#open(address);
  }

  /** Closes the socket at an address; what is asked there is another's from now on. */
  giveUp(address: string): void {
    const socket = this.#sockets.get(address);
    this.#sockets.delete(address);
    void closeOpened(socket);
  }

  /** Closes them all, each as it closes by itself. */
  async close(): Promise<void> {
    this.#isClosed = true;
    everywhere.delete(this);
    const sockets = [...this.#sockets.values()];
    this.#sockets.clear();
    await Promise.all(sockets.map(closeOpened));
  }

  /** Keeps up with the machine's addresses. */
  #look(): void {
    this.#lookedMs = this.#options.nowMs();
    const before = this.#own;
    this.#own = ownAddresses() ?? before;
    for (const address of before) if (!this.#own.has(address)) this.giveUp(address);
    const missing = [...this.#own].filter((address) => !this.#sockets.has(address));
    if (missing.length === 0) return;
    const taken = takenByOthers(this.port);
    for (const address of missing) {
      // Another process was first: what is asked there is its own to answer.
      if (taken.has(address)) this.#sockets.set(address, Promise.resolve(undefined));
      else void this.#open(address);
    }
  }

  #open(address: string): Promise<S | undefined> {
    const place = { address, port: this.port };
    if (claims.count(place) > 0) return Promise.resolve(undefined);
    const opened = this.#options.open(address).then(
      (socket) => {
        if (this.#sockets.get(address) === opened) return socket;
        void socket.close();
        return undefined;
      },
      () => {
        if (this.#sockets.get(address) === opened) this.#sockets.delete(address);
        return undefined;
      },
    );
    this.#sockets.set(address, opened);
    return opened;
  }
}

async function closeOpened(socket: AddressSocket | undefined | Promise<AddressSocket | undefined>): Promise<void> {
  await (await socket)?.close();
}
