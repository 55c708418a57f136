/** Where an API server is: a URL, or host and port (client-go, rest.DefaultServerURL). */
import { quote } from "../../go/quote.ts";
import { type GoUrl, parseUrl } from "../../go/url.ts";

/** What client-go says of a server that is no URL, nor host and port; undefined when it is one. */
export function serverFault(text: string): string | undefined {
  const server = serverUrl(text);
  return server.ok ? undefined : notCreated(server.error);
}

/** A reason for which no client can be made, in client-go's words. */
export function notCreated(fault: string): string {
  return `failed to create kubernetes notification controller: ${quote(fault)}`;
}

type ServerReading = { readonly ok: true; readonly value: GoUrl } | { readonly ok: false; readonly error: string };

/** The server's URL; host and port without a scheme is for HTTP then (client-go, rest.DefaultServerURL). */
export function serverUrl(text: string): ServerReading {
  const url = parseUrl(text);
  if (url.ok && url.value.scheme !== "" && url.value.host !== "") return url;
  const withScheme = parseUrl(`http://${text}`);
  if (!withScheme.ok || withScheme.value.path === "" || withScheme.value.path === "/") return withScheme;
  return { ok: false, error: `host must be a URL or a host:port pair: ${quote(text)}` };
}
