/** The message in the address of a request, and the path, as Go's net/url and CoreDNS's pkg/doh read them. */

const LINE_ENDS = /[\r\n]/g;
const BASE64_URL = /^[A-Za-z0-9_-]*$/;
/** As long as the largest message is in base64. */
const MAX_LETTERS = Math.floor((65_536 * 8 + 5) / 6);

/** An address in its parts; undefined for a path that Go takes for none. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

/** Takes `/dns-query?dns=...` apart, or the same behind `https://dns.example.org`. */
export function readTarget(target: string): Target | undefined {
  const local = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const [raw = "", ...query] = local.split("?");
  const path = unescaped(raw);
  return path === undefined ? undefined : { path, query: query.join("?") };
}

/** The octets of the only `dns` parameter; undefined when there is none, or it holds none. */
export function messageInQuery(query: string): Uint8Array | undefined {
  const [value, ...others] = query.split("&").flatMap(dnsValue);
  if (value === undefined || others.length > 0 || value.length > MAX_LETTERS) return undefined;
  const letters = value.replace(LINE_ENDS, "");
  if (!BASE64_URL.test(letters) || letters.length % 4 === 1) return undefined;
  return Buffer.from(letters, "base64url");
}

/** The value of a pair that is `dns`; none of a pair that Go passes over. */
function dnsValue(pair: string): readonly string[] {
  if (pair.includes(";")) return [];
  const at = pair.indexOf("=");
  const name = unescaped(spaced(at < 0 ? pair : pair.slice(0, at)));
  const value = at < 0 ? "" : unescaped(spaced(pair.slice(at + 1)));
  return name === "dns" && value !== undefined ? [value] : [];
}

function spaced(text: string): string {
  return text.replaceAll("+", " ");
}

/** Without percent signs, octet for octet; undefined when one is not followed by two digits. */
function unescaped(text: string): string | undefined {
  if (!text.includes("%")) return text;
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined;
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
