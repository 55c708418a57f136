/** Where messages go or receivers come, as the socket's word says it. */
import { splitHostPort } from "../../go/net.ts";
import { parseUrl } from "../../go/url.ts";
import { readDialPlace, readListenPlace } from "../../plugin-kit/place.ts";
import type { Host } from "../../ports/host.ts";
import { StreamError, type StreamListenError, type StreamPlace } from "../../ports/stream.ts";

/** A socket. */
export type SocketWord =
  | { readonly network: "unix"; readonly path: string }
  /** Host and port as they stand in the URL. */
  | { readonly network: "tcp" | "tls"; readonly host: string };

/** Reads the word; a URL in it is one, which the directive has seen to. */
export function readSocketWord(text: string): SocketWord {
  const network = /^(tcp|tls):\/\//.exec(text)?.[1];
  if (network !== "tcp" && network !== "tls") return { network: "unix", path: text.replace(/^unix:\/\//, "") };
  const url = parseUrl(text);
  return { network, host: url.ok ? url.value.host : "" };
}

/** How a socket is named in explanations. */
export function socketText(socket: SocketWord): string {
  return socket.network === "unix" ? socket.path : `${socket.network}://${socket.host}`;
}

/** Where to connect to; a name is looked up. Rejects with a `StreamError`. */
export async function dialPlace(socket: SocketWord, insecure: boolean, host: Host): Promise<StreamPlace> {
  if (socket.network === "unix") return socket;
  const place = await readDialPlace(socket.host, host);
  if ("kind" in place) throw new StreamError("other", place.text);
  if (socket.network === "tcp") return { network: "tcp", ...place };
  const split = splitHostPort(socket.host);
  const serverName = split.ok && split.host !== "" ? { serverName: split.host } : {};
  return { network: "tls", ...place, ...serverName, insecure };
}

/** Where to listen over TCP, with TLS or without. */
export async function listenPlace(
  text: string,
  host: Host,
): Promise<{ readonly address: string; readonly port: number } | StreamListenError> {
  const place = await readListenPlace(text, host);
  return "kind" in place ? place : { address: place.address, port: place.port };
}
