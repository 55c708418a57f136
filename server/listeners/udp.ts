/**
 * DNS over UDP (RFC 1035 section 4.2.1). The way of a query is short: one buffer from a ring for the reply, one send, no
 * promise unless a plugin waits.
 */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { Arrival, Endpoint } from "../../lib/chain/query.ts";
import {
  type Answer,
  GRACE_MS,
  InFlight,
  type Listener,
  type ListenOptions,
  literalAddress,
  plainAddress,
} from "./listener.ts";

/** Replies that are being sent at once; with more of them waiting in the kernel's queue, buffers are made anew. */
const RING = 64;
/** A larger reply gets a buffer of its own. */
const BUFFER_OCTETS = 4096;
/** CoreDNS reads no more of a datagram, whatever size EDNS allows: what is longer is a message that breaks off. */
const MAX_QUERY_OCTETS = 512;
const RECEIVE_BUFFER_OCTETS = 4 * 1024 * 1024;

/** Addresses are addresses here, never names: the answer is given at once, which saves a trip through the event loop. */
const noLookup = (
  address: string,
  _options: unknown,
  done: (error: null, address: string, family: number) => void,
): void => done(null, address, address.includes(":") ? 6 : 4);

/** Listens. Rejects with the system's error. Every address of both families means one socket for each. */
export async function listenUdp(options: ListenOptions): Promise<Listener> {
  const { place, graceMs = GRACE_MS } = options;
  const { address, port } = place;
  if (address !== "") return new UdpListener([await open(options, address, port)], graceMs);
  const ipv4 = await open(options, "0.0.0.0", port);
  const ipv6 = await open(options, "::", ipv4.bound.port).catch((error: unknown) => {
    if (isWithoutIpv6(error)) return undefined;
    ipv4.socket.close();
    throw error;
  });
  return new UdpListener(ipv6 === undefined ? [ipv4] : [ipv4, ipv6], graceMs);
}

function isWithoutIpv6(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL");
}

interface OpenSocket {
  readonly socket: Socket;
  readonly bound: Endpoint;
  readonly inFlight: InFlight;
  isClosing: boolean;
  isClosed: boolean;
}

function open(options: ListenOptions, address: string, port: number): Promise<OpenSocket> {
  const type = address.includes(":") ? "udp6" : "udp4";
  const socket = createSocket({
    type,
    ipv6Only: type === "udp6",
    reusePort: process.platform === "linux",
    lookup: noLookup,
  });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address: literalAddress(address), port, exclusive: true }, () => {
      socket.off("error", reject);
      // What goes wrong with one datagram must not end the listener.
      socket.on("error", () => undefined);
      growReceiveBuffer(socket);
      const own = socket.address();
      const opened: OpenSocket = {
        socket,
        bound: { address: own.address, port: own.port },
        inFlight: new InFlight(),
        isClosing: false,
        isClosed: false,
      };
      serve(opened, options);
      resolve(opened);
    });
  });
}

function growReceiveBuffer(socket: Socket): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_OCTETS);
  } catch {
    // The system's limit stays.
  }
}

function serve(opened: OpenSocket, { place, server, answer, failed, nowMs }: ListenOptions): void {
  const { socket, inFlight } = opened;
  // Made as they are needed: of many addresses most are asked little or nothing.
  const ring: Uint8Array[] = [];
  let at = 0;
  const buffer = (): Uint8Array => {
    if (opened.isClosed || socket.getSendQueueCount() > 0) return new Uint8Array(BUFFER_OCTETS);
    at = (at + 1) % RING;
    const kept = ring[at] ?? new Uint8Array(BUFFER_OCTETS);
    ring[at] = kept;
    return kept;
  };
  // Node does not tell to which address a datagram came; on a socket for all addresses CoreDNS says the same as this.
  const local: Endpoint = { address: place.address === "" ? "::" : place.address, port: opened.bound.port };
  const send = (bytes: Uint8Array, from: RemoteInfo): void => {
    // Nothing can be sent to port 0. As in CoreDNS the query counts all the same, and its reply is lost.
    if (bytes.length === 0 || from.port === 0 || opened.isClosed) return;
    try {
      // Without a callback Node drops what goes wrong: a client that went away is no concern of the listener's.
      socket.send(bytes, from.port, from.address);
    } catch (error) {
      failed(error);
    }
  };
  socket.on("message", (message: Buffer, from: RemoteInfo) => {
    if (opened.isClosing) return;
    const arrival: Arrival = {
      client: { address: plainAddress(from.address), port: from.port },
      local,
      transport: "udp",
      server,
      arrivedMs: nowMs(),
    };
    const read = message.length > MAX_QUERY_OCTETS ? message.subarray(0, MAX_QUERY_OCTETS) : message;
    let reply: Answer;
    try {
      reply = answer(read, arrival, buffer);
    } catch (error) {
      failed(error);
      return;
    }
    if (!(reply instanceof Promise)) {
      if (reply !== undefined) send(reply, from);
      return;
    }
    inFlight.begin();
    void reply
      .then((bytes) => {
        if (bytes !== undefined) send(bytes, from);
      }, failed)
      .finally(() => inFlight.end());
  });
}

class UdpListener implements Listener {
  readonly transport = "udp";
  readonly #sockets: readonly OpenSocket[];
  readonly #graceMs: number;

  constructor(sockets: readonly OpenSocket[], graceMs: number) {
    this.#sockets = sockets;
    this.#graceMs = graceMs;
  }

  get bound(): Endpoint {
    return this.#sockets[0]?.bound ?? { address: "", port: 0 };
  }

  async close(): Promise<void> {
    for (const opened of this.#sockets) opened.isClosing = true;
    await Promise.all(this.#sockets.map(({ inFlight }) => inFlight.settled(this.#graceMs)));
    await Promise.all(this.#sockets.map(closeSocket));
  }
}

function closeSocket(opened: OpenSocket): Promise<void> {
  // A reply that comes after this is dropped.
  opened.isClosed = true;
  return new Promise((resolve) => opened.socket.close(() => resolve()));
}
