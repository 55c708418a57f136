/** The fields of a web configuration file; one that there is not is refused, as Go's library does when it is strict. */
import { parseNanoseconds } from "../../go/duration.ts";

const TLS_TEXTS = ["cert", "key", "client_ca", "cert_file", "key_file", "client_auth_type", "client_ca_file"] as const;

/** What the file says, as far as it matters here. */
export interface WebFields {
  readonly tls: TlsFields;
  readonly isHttp2: boolean;
  readonly headers: readonly (readonly [string, string])[];
  readonly users: readonly (readonly [string, string])[];
  readonly limit: { readonly burst: number; readonly intervalMs: number };
}

/** The part about TLS. */
export interface TlsFields extends Readonly<Record<(typeof TLS_TEXTS)[number], string>> {
  readonly cipherSuites: readonly string[];
  readonly curves: readonly string[];
  /** `TLS12`. */
  readonly minVersion: string;
  readonly maxVersion: string;
  /** Undefined if it says nothing of them. */
  readonly allowedNames: readonly string[] | undefined;
}

/** The fields of each part with their types, by the name of the part's type in Go. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "web.Config": {
    tls_server_config: "web.TLSConfig",
    http_server_config: "web.HTTPConfig",
    rate_limit: "web.RateLimiterConfig",
    basic_auth_users: "map[string]config.Secret",
  },
  "web.TLSConfig": {
    ...Object.fromEntries(TLS_TEXTS.map((name) => [name, "string"])),
    cipher_suites: "[]web.Cipher",
    curve_preferences: "[]web.Curve",
    min_version: "web.TLSVersion",
    max_version: "web.TLSVersion",
    prefer_server_cipher_suites: "bool",
    client_allowed_sans: "[]string",
  },
  "web.HTTPConfig": { http2: "bool", headers: "map[string]string" },
  "web.RateLimiterConfig": { burst: "int", interval: "time.Duration" },
};

const CURVES: ReadonlySet<string> = new Set(["CurveP256", "CurveP384", "CurveP521", "X25519"]);
const VERSIONS: ReadonlySet<string> = new Set(["TLS10", "TLS11", "TLS12", "TLS13"]);
const CIPHERS: ReadonlySet<string> = new Set([
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  ...["ECDSA", "RSA"].flatMap((kind) =>
    ["AES_128_CBC_SHA", "AES_256_CBC_SHA", "AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256"].map(
      (suite) => `TLS_ECDHE_${kind}_WITH_${suite}`,
    ),
  ),
]);

/** The fields out of the file's value, or what is wrong with them. `text` is the file, for the lines of mistakes. */
export function readFields(value: unknown, text: string): WebFields | string {
  const config = asRecord(value);
  const tls = asRecord(config.tls_server_config);
  const http = asRecord(config.http_server_config);
  const limit = asRecord(config.rate_limit);
  const wrongWord = unknownWord(tls);
  if (wrongWord !== undefined) return wrongWord;
  const mistakes = mistakesIn(value, { type: "web.Config", name: undefined, text });
  if (mistakes.length > 0) {
    const lines = mistakes.toSorted((a, b) => a.line - b.line).map(({ line, what }) => `  line ${line}: ${what}`);
    return ["yaml: unmarshal errors:", ...lines].join("\n");
  }
  return {
    tls: tlsFieldsOf(tls),
    isHttp2: http.http2 !== false,
    headers: textsOf(http.headers),
    users: textsOf(config.basic_auth_users),
    limit: { burst: Number(limit.burst ?? 0), intervalMs: millisecondsOf(limit.interval) },
  };
}

function tlsFieldsOf(tls: Readonly<Record<string, unknown>>): TlsFields {
  const names = tls.client_allowed_sans;
  return {
    cert: textOf(tls.cert),
    key: textOf(tls.key),
    client_ca: textOf(tls.client_ca),
    cert_file: textOf(tls.cert_file),
    key_file: textOf(tls.key_file),
    client_auth_type: textOf(tls.client_auth_type),
    client_ca_file: textOf(tls.client_ca_file),
    cipherSuites: listOf(tls.cipher_suites),
    curves: listOf(tls.curve_preferences),
    minVersion: textOf(tls.min_version) || "TLS12",
    maxVersion: textOf(tls.max_version) || "TLS13",
    allowedNames: Array.isArray(names) ? listOf(names) : undefined,
  };
}

interface Mistake {
  readonly line: number;
  readonly what: string;
}

/** Values of the wrong type, and fields that there are not. */
function mistakesIn(
  value: unknown,
  { type, name, text }: { type: string; name: string | undefined; text: string },
): readonly Mistake[] {
  const line = name === undefined ? 1 : lineOf(name, text);
  if (value === null || value === undefined) return [];
  if (!isOf(type, value)) return [{ line, what: `cannot unmarshal ${shown(value)} into ${type}` }];
  const fields = FIELDS[type];
  if (fields === undefined) return [];
  return Object.entries(asRecord(value)).flatMap(([field, inner]) => {
    const innerType = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (innerType !== undefined) return mistakesIn(inner, { type: innerType, name: field, text });
    return [{ line: lineOf(field, text), what: `field ${field} not found in type ${type}` }];
  });
}

function isOf(type: string, value: unknown): boolean {
  if (type.startsWith("[]")) return Array.isArray(value);
  if (type.startsWith("map[") || FIELDS[type] !== undefined) return typeof value === "object" && !Array.isArray(value);
  if (type === "bool") return typeof value === "boolean";
  if (type === "int") return Number.isInteger(value);
  if (type === "time.Duration")
    return Number.isInteger(value) || (typeof value === "string" && parseNanoseconds(value).ok);
  return typeof value !== "object";
}

/** A value as Go's library names it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "!!seq";
  if (typeof value === "object") return "!!map";
  const kind = typeof value === "string" ? "str" : typeof value === "boolean" ? "bool" : "int";
  return `!!${kind} \`${String(value)}\``;
}

/** A name that must be one of a list, and is none. */
function unknownWord(tls: Readonly<Record<string, unknown>>): string | undefined {
  const lists = [
    { what: "cipher", known: CIPHERS, given: tls.cipher_suites },
    { what: "curve", known: CURVES, given: tls.curve_preferences },
    { what: "TLS version", known: VERSIONS, given: tls.min_version },
    { what: "TLS version", known: VERSIONS, given: tls.max_version },
  ];
  for (const { what, known, given } of lists) {
    const isOne = typeof given === "string" && what === "TLS version";
    const words = isOne ? [given] : Array.isArray(given) ? given : [];
    const wrong = words.map(textOf).find((word) => !known.has(word));
    if (wrong !== undefined) return `unknown ${what}: ${wrong}`;
  }
  return undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** A number is of nanoseconds. */
function millisecondsOf(value: unknown): number {
  if (typeof value !== "string") return Number(value ?? 0) / 1e6;
  const reading = parseNanoseconds(value);
  return reading.ok ? Number(reading.value) / 1e6 : 0;
}

function textsOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(asRecord(value)).map(([name, text]) => [name, textOf(text)] as const);
}

function lineOf(name: string, text: string): number {
  const lines = text.split("\n");
  return lines.findIndex((line) => line.trimStart().replace(/^["']/, "").startsWith(name)) + 1;
}
