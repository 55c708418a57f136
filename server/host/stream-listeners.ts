/** Sockets that take streams of others, over TCP, Unix sockets and TLS. */

import { existsSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname, resolve } from "node:path";
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from "node:tls";
import { joinHostPort } from "../../lib/go/net.ts";
import type { StreamListenError, StreamListening, StreamListenPlace } from "../../lib/ports/stream.ts";
import { listenErrorText } from "./listen-error.ts";
import { materialOf } from "./tls-material.ts";

type TlsPlace = Extract<StreamListenPlace, { readonly network: "tls" }>;

/** Gets a socket that is ready, and its other end in Go's words. */
type Accept = (socket: Socket, text: string) => void;

export interface ListenOptions {
  /** Relative paths of sockets count from here. */
  readonly folder: string;
  readonly accept: Accept;
}

/** What listens in this thread, by place: the configuration that comes next has its places before the last one has gone. */
const open = new Map<string, Server>();

/** Listens. */
export async function listenForStreams(
  place: StreamListenPlace,
  { folder, accept }: ListenOptions,
): Promise<StreamListening | StreamListenError> {
  const path = place.network === "unix" ? resolve(folder, place.path) : undefined;
  const key = path === undefined ? `tcp ${textOf(place)}` : `unix ${path}`;
  await closed(key);
  const server = serverOf(place, accept);
  try {
    await new Promise<void>((done, reject) => {
      server.once("error", reject);
      server.listen(place.network === "unix" ? { path } : hostOf(place), done);
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Node says of a folder that is not there that it may not be used.
    if (path !== undefined && !existsSync(dirname(path)))
      return { kind: "error", text: `listen unix ${textOf(place)}: bind: no such file or directory` };
    return { kind: "error", text: listenErrorText(path === undefined ? "tcp" : "unix", textOf(place), error) };
  }
  server.removeAllListeners("error");
  server.on("error", () => undefined);
  server.unref();
  open.set(key, server);
  return {
    close: () => {
      if (open.get(key) === server) open.delete(key);
      server.close();
    },
  };
}

function hostOf({ address, port }: Exclude<StreamListenPlace, { readonly network: "unix" }>) {
  return address === "" ? { port } : { host: address, port };
}

function textOf(place: StreamListenPlace): string {
  return place.network === "unix" ? place.path : joinHostPort(place.address, place.port);
}

/** Takes no more streams at a place; any port is another one each time. */
async function closed(key: string): Promise<void> {
  const former = open.get(key);
  if (former === undefined || key.endsWith(":0")) return;
  open.delete(key);
  // Those that it took stay open, so that nobody waits for them.
  former.close();
  await new Promise(setImmediate);
}

function serverOf(place: StreamListenPlace, accept: Accept): Server {
  if (place.network !== "tls") return createServer((socket) => accept(quiet(socket), otherEnd(socket)));
  const server = createTlsServer(tlsOptions(place), (socket) => {
    const shows = Object.keys(socket.getPeerCertificate()).length > 0;
    if (place.clients === "those that show one" && shows && !socket.authorized) socket.destroy();
    else accept(quiet(socket), otherEnd(socket));
  });
  server.on("tlsClientError", (_error, socket: TLSSocket) => socket.destroy());
  return server;
}

function tlsOptions({ material, clients }: TlsPlace): TlsOptions {
  return { ...materialOf(material), requestCert: clients !== "any", rejectUnauthorized: clients === "all" };
}

/** A socket that keeps nothing alive. */
function quiet(socket: Socket): Socket {
  socket.unref();
  return socket;
}

function otherEnd({ remoteAddress, remotePort }: Socket): string {
  return remoteAddress === undefined ? "unix @" : `tcp ${joinHostPort(remoteAddress, remotePort ?? 0)}`;
}
