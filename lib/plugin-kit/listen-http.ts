/** Opening the HTTP server of a plugin at the address that the Corefile gives it. */
import type { Host } from "../ports/host.ts";
import type { HttpHandler, HttpListening, ListenError, SecureHttp } from "../ports/http.ts";
import { readListenPlace } from "./place.ts";

/** What is served over TLS. */
interface SecurelyServed {
  readonly handler: HttpHandler;
  readonly secure: SecureHttp;
}

/** Listens on a Go-style address (`:8080`, `localhost:9153`), shared as SO_REUSEPORT does; Go's words when it cannot. */
export async function listenHttp(
  host: Pick<Host, "http" | "exchange" | "random" | "files">,
  address: string,
  served: HttpHandler | SecurelyServed,
): Promise<HttpListening | ListenError> {
  const place = await readListenPlace(address, host);
  if ("kind" in place) return place;
  const { handler, ...secure } = typeof served === "function" ? { handler: served } : served;
  return host.http.listen(place, handler, { reusePort: true, ...secure });
}
