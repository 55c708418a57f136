/** What stands behind each transport of a server block's key, in the order in which CoreDNS opens it: the only such table. */
import type { ListenerSettings } from "../../lib/set-up/listeners.ts";
import type { KeyTransport } from "../../lib/set-up/setup.ts";
import { missingQuic } from "../quic/quiche.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { listenTcp } from "./tcp.ts";
import { listenUdp } from "./udp.ts";

/** What a socket is opened on, as Go names it. */
export type Network = "tcp" | "udp";

type Open = (options: ListenOptions, settings: () => ListenerSettings) => Promise<Listener>;

const openTcp: Open = (options, settings) => listenTcp(options, () => settings().limits);

/** One socket of a listener, and how DNS is served on it. */
interface Opener {
  readonly network: Network;
  readonly serve: Open;
  /** What this machine lacks for it, in words. */
  readonly missing?: () => string | undefined;
}

/** What speaks more than UDP and TCP is loaded by the first listener that wants it. */
const openTls: Open = async (...wanted) => (await import("./tls.ts")).listenTls(...wanted);
const openHttps: Open = async (...wanted) => (await import("./https/https.ts")).listenHttps(...wanted);
const openHttps3: Open = async (...wanted) => (await import("./quic/https3.ts")).listenHttps3(...wanted);
const openQuic: Open = async (...wanted) => (await import("./quic/quic.ts")).listenQuic(...wanted);
const openGrpc: Open = async (...wanted) => (await import("./grpc/grpc.ts")).listenGrpc(...wanted);

/** To serve another transport, give its line what serves it. */
const OPENERS: Readonly<Record<KeyTransport, readonly Opener[]>> = {
  dns: [
    { network: "tcp", serve: openTcp },
    { network: "udp", serve: listenUdp },
  ],
  tls: [{ network: "tcp", serve: openTls }],
  https: [{ network: "tcp", serve: openHttps }],
  grpc: [{ network: "tcp", serve: openGrpc }],
  quic: [{ network: "udp", serve: openQuic, missing: missingQuic }],
  https3: [{ network: "udp", serve: openHttps3, missing: missingQuic }],
};

/** What opens a socket on which nothing is served, to see whether it can be had. */
const BARE: Readonly<Record<Network, Open>> = { tcp: openTcp, udp: listenUdp };

/** The method of CoreDNS's servers that opens each; its errors begin with it. */
const METHODS: Readonly<Record<Network, string>> = { tcp: "Listen", udp: "ListenPacket" };

/** The networks on which a transport listens, in CoreDNS's order. */
export function networksOf(transport: KeyTransport): readonly Network[] {
  return OPENERS[transport].map(({ network }) => network);
}

/** Why a transport is not served on this machine, in words; a listener of it only takes its place then. */
export function whyUnserved(transport: KeyTransport): string | undefined {
  return OPENERS[transport].map(({ missing }) => missing?.()).find((why) => why !== undefined);
}

/** A socket that could not be opened, and what the system said. */
export interface NotOpened {
  readonly network: Network;
  /** CoreDNS's word before the error: `Listen`, `ListenPacket`. */
  readonly method: string;
  readonly error: Error;
}

/** What to open: the first socket decides on the port of the others when any port will do. */
export interface OpenAll {
  readonly transport: KeyTransport;
  readonly options: ListenOptions;
  readonly settings: () => ListenerSettings;
}

/** Opens all sockets of a listener, or none. */
export async function openAll({ transport, options, settings }: OpenAll): Promise<readonly Listener[] | NotOpened> {
  const opened: Listener[] = [];
  for (const { network, serve, missing } of OPENERS[transport]) {
    const open = missing?.() === undefined ? serve : BARE[network];
    const { address, port } = options.place;
    const place = { address, port: opened[0]?.bound.port ?? port };
    try {
      opened.push(await open({ ...options, place }, settings));
    } catch (error) {
      await Promise.all(opened.map((listener) => listener.close()));
      return { network, method: METHODS[network], error: error instanceof Error ? error : new Error(String(error)) };
    }
  }
  return opened;
}
