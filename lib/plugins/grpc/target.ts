/** Upstreams as the gRPC library takes them: as URLs, whatever they look like. */
import { parseUrl } from "../../go/url.ts";

/** Schemes that the library knows; anything else becomes the path of a `dns:` URL. */
const SCHEMES: ReadonlySet<string> = new Set(["dns", "unix"]);

/** Why the library makes no connection to an address, in Go's words; undefined for almost any. */
export function targetFault(address: string): string | undefined {
  const own = parseUrl(address);
  if (own.ok && SCHEMES.has(own.value.scheme)) return undefined;
  const reading = parseUrl(`dns:///${address}`);
  return reading.ok ? undefined : reading.error;
}
