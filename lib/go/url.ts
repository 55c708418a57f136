/** URLs as Go's net/url reads them: the parts that plugins look at, and Go's words for what is none. */
import { readIpv6 } from "./address.ts";
import { quote } from "./quote.ts";

/** The parts of a URL. */
export interface GoUrl {
  /** In lower case; empty for a relative reference. */
  readonly scheme: string;
  /** Behind the scheme of a URL that has no slash there: `mailto:` URLs, and `localhost:8080`. */
  readonly opaque: string;
  /** Host and port as written; empty when there is no authority. */
  readonly host: string;
  /** Path as written, escapes included. */
  readonly path: string;
}

/** A URL, or Go's error without the words `parse "URL": ` in front. */
type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** A URL, or Go's error: `parse "http://[::1": missing ']' in host`. */
export type UrlReading = Reading<GoUrl>;

const fail = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });
const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** url.Parse. */
export function parseUrl(text: string): UrlReading {
  const [withoutFragment = "", ...fragment] = text.split("#");
  const parsed = parse(withoutFragment);
  if (!parsed.ok) return fail(`parse ${quote(withoutFragment)}: ${parsed.error}`);
  const escapes = unescapable(fragment.join("#"), "path");
  return escapes === undefined ? parsed : fail(`parse ${quote(text)}: ${escapes}`);
}

function parse(text: string): UrlReading {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what Go refuses.
  if (/[\u0000-\u001f\u007f]/.test(text)) return fail("net/url: invalid control character in URL");
  if (text.startsWith(":")) return fail("missing protocol scheme");
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1] ?? "";
  const [rest = ""] = (scheme === "" ? text : text.slice(scheme.length + 1)).split("?");
  const parts = { scheme: scheme.toLowerCase(), opaque: "", host: "", path: "" };
  if (!rest.startsWith("/")) {
    if (scheme !== "") return done({ ...parts, opaque: rest });
    const [segment = ""] = rest.split("/");
    if (segment.includes(":")) return fail("first path segment in URL cannot contain colon");
  }
  const hasAuthority = rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"));
  if (!hasAuthority) return withPath(parts, rest);
  const slash = rest.indexOf("/", 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  const host = readAuthority(parts.scheme, authority);
  if (!host.ok) return host;
  return withPath({ ...parts, host: host.value }, slash < 0 ? "" : rest.slice(slash));
}

function withPath(parts: GoUrl, path: string): UrlReading {
  const error = unescapable(path, "path");
  return error === undefined ? done({ ...parts, path }) : fail(error);
}

function readAuthority(scheme: string, authority: string): Reading<string> {
  const at = authority.lastIndexOf("@");
  const host = authority.slice(at + 1);
  const error = hostError(scheme, host);
  if (error !== undefined) return fail(error);
  const user = at < 0 ? "" : authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return fail("net/url: invalid userinfo");
  const escapes = unescapable(user, "path");
  return escapes === undefined ? done(host) : fail(escapes);
}

function hostError(scheme: string, host: string): string | undefined {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) return "invalid IP-literal";
  if (bracket === 0) return literalError(host);
  const first = host.indexOf(":");
  // Only for HTTP does Go take the first colon for the port's.
  const colon = scheme === "http" || scheme === "https" ? first : host.lastIndexOf(":");
  if (first >= 0 && !isOptionalPort(host.slice(colon))) return `invalid port ${quote(host.slice(colon))} after host`;
  return unescapable(host, "host");
}

function literalError(host: string): string | undefined {
  const close = host.lastIndexOf("]");
  if (close < 0) return "missing ']' in host";
  const port = host.slice(close + 1);
  if (!isOptionalPort(port)) return `invalid port ${quote(port)} after host`;
  const address = host.slice(1, close);
  const zone = address.indexOf("%25");
  const error = unescapable(zone < 0 ? address : address.slice(0, zone), "host");
  if (error !== undefined) return error;
  if (zone >= 0 && zone + 3 === address.length)
    return `invalid host: ParseAddr(${quote(`${address.slice(0, zone)}%`)}): zone must be a non-empty string`;
  const bare = (zone < 0 ? address : address.slice(0, zone)).split("%")[0] ?? "";
  if (readIpv6(bare) !== undefined) return undefined;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare)) return "invalid IP-literal";
  return `invalid host: ParseAddr(${quote(address)}): unable to parse IP`;
}

function isOptionalPort(text: string): boolean {
  return /^(?::[0-9]*)?$/.test(text);
}

/** Why the escapes of a text cannot be taken back; undefined when they can. */
function unescapable(text: string, place: "path" | "host"): string | undefined {
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "%") {
      const escaped = text.slice(at, at + 3);
      const isEscape = /^%[0-9A-Fa-f]{2}$/.test(escaped);
      // In a host only what is not ASCII may be escaped, and the percent sign itself.
      if (!isEscape || (place === "host" && /^%[0-7]/.test(escaped) && escaped !== "%25"))
        return `invalid URL escape ${quote(escaped)}`;
      at += 2;
    } else if (place === "host" && character < "\u0080" && !/[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/.test(character)) {
      return `invalid character ${quote(character)} in host name`;
    }
  }
  return undefined;
}
