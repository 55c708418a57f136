/** Opening the HTTP server of a plugin at the address that the Corefile gives it. */
import type { Host } from "../ports/host.ts";
import type { HttpHandler, HttpListening, ListenError } from "../ports/http.ts";
import { readListenPlace } from "./place.ts";

/** Listens on a Go-style address (`:8080`, `localhost:9153`), shared as SO_REUSEPORT does; Go's words when it cannot. */
export async function listenHttp(
  host: Pick<Host, "http" | "exchange" | "random" | "files">,
  address: string,
  handler: HttpHandler,
): Promise<HttpListening | ListenError> {
  const place = await readListenPlace(address, host);
  return "kind" in place ? place : host.http.listen(place, handler, { reusePort: true });
}
