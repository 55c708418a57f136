/** Host and port in one text, as Go takes them apart, and the scheme before them. */

/** Schemes that CoreDNS knows anywhere. */
export type Scheme = "dns" | "tls" | "quic" | "grpc" | "https3" | "https" | "unix";

const SCHEMES: readonly Scheme[] = ["tls", "dns", "quic", "grpc", "https3", "https", "unix"];

/** The scheme of `tls://192.0.2.1` and what stands behind it; without a known one it is `dns`. */
export function splitScheme(text: string): { readonly scheme: Scheme; readonly rest: string } {
  const scheme = SCHEMES.find((known) => text.startsWith(`${known}://`));
  return scheme === undefined ? { scheme: "dns", rest: text } : { scheme, rest: text.slice(scheme.length + 3) };
}

/** `192.0.2.1:53`, `[2001:db8::1]:53`; undefined where Go's net.SplitHostPort finds fault. */
export function splitHostPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const colon = text.lastIndexOf(":");
  if (colon < 0) return undefined;
  const port = text.slice(colon + 1);
  const close = text.startsWith("[") ? text.indexOf("]") : -1;
  if (text.startsWith("[") && close + 1 !== colon) return undefined;
  const host = close < 0 ? text.slice(0, colon) : text.slice(1, close);
  if ((close < 0 && host.includes(":")) || /[[\]]/.test(host) || /[[\]]/.test(port)) return undefined;
  return { host, port };
}

/** The opposite: brackets around what has colons. */
export function joinHostPort(host: string, port: string): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Takes `%NAME` out of `tls://192.0.2.1%NAME:853`; the port stays where it was. */
export function splitServerName(text: string): { readonly host: string; readonly serverName: string } {
  const scheme = /^(.*?):\/\//.exec(text)?.[0] ?? "";
  const rest = text.slice(scheme.length);
  const percent = rest.lastIndexOf("%");
  if (percent < 0) return { host: text, serverName: "" };
  const address = rest.startsWith("[") ? `${rest.slice(0, percent)}]` : rest.slice(0, percent);
  const behind = rest.slice(percent + 1);
  const colon = behind.lastIndexOf(":");
  if (colon < 0) return { host: `${scheme}${address}`, serverName: behind };
  return { host: `${scheme}${address}${behind.slice(colon)}`, serverName: behind.slice(0, colon).replace(/\]$/, "") };
}
