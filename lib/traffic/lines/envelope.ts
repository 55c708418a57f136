/**
 * What tools put around a line of CoreDNS: `kubectl logs --timestamps --prefix`, stern, journald, the files of Docker and of
 * the kubelet, and collectors that write JSON.
 */
import type { LoggedMessage } from "../sink.ts";

/** A line of CoreDNS on its own, or the fields of one in JSON. */
export type Unwrapped = LoggedMessage | { readonly fields: JsonFields };

/** What an object of JSON holds. */
export type JsonFields = Readonly<Record<string, unknown>>;

const LEVEL = /\[(DEBUG|INFO|WARNING|ERROR|FATAL|PANIC)\] /;
/** How far into a line the level may stand. */
const MOST_PREFIX = 400;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of terminals begin with one.
const COLOURS = /\x1b\[[0-9;]*m/g;

/** Before the text, in any order and number. */
const PREFIXES: readonly RegExp[] = [
  // kubectl logs --prefix, docker compose
  /^\[(?:pod|container)\/[^\]\s]+\]\s+/,
  /^[\w.-]+\s+\|\s+/,
  // RFC 3339, with the stream and the mark of the kubelet's files
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\s+(?:std(?:out|err) [FP]\s+)?/,
  // Go's logger, and journald with its host and process
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)?\s+/,
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?\s+)?[\w.-]+ [\w.@/-]+\[\d+\]:\s+/,
  // stern: the namespace, the pod of a ReplicaSet or DaemonSet, the container
  /^(?:[a-z0-9-]+ )?[a-z0-9-]+-[a-z0-9]{5} [a-z0-9-]+ (?:›\s+)?/,
];
const MOST_PREFIXES = 4;

/** Fields in which collectors put the line. */
const LINE_FIELDS = ["log", "message", "MESSAGE", "msg", "line", "textPayload"] as const;
const MOST_DEPTH = 3;

/** Takes a line out of what is around it. */
export function unwrap(line: string): Unwrapped {
  const plain = line.includes("\x1b") ? line.replace(COLOURS, "") : line;
  if (plain.startsWith("{")) return ofJson(plain, MOST_DEPTH);
  const found = LEVEL.exec(plain.length > MOST_PREFIX ? plain.slice(0, MOST_PREFIX) : plain);
  if (found !== null) return { level: found[1], text: plain.slice(found.index + found[0].length) };
  const text = withoutPrefixes(plain);
  return text.startsWith("{") ? ofJson(text, MOST_DEPTH) : { level: undefined, text };
}

function withoutPrefixes(line: string): string {
  let text = line;
  for (let left = MOST_PREFIXES; left > 0; left--) {
    const prefix = PREFIXES.map((one) => one.exec(text)?.[0].length ?? 0).find((length) => length > 0);
    if (prefix === undefined) break;
    text = text.slice(prefix);
  }
  return text;
}

function ofJson(line: string, depth: number): Unwrapped {
  const fields = readJson(line);
  if (fields === undefined || depth === 0) return { level: undefined, text: line };
  if (typeof fields.qname === "string" || typeof fields.plugin === "string") return { fields };
  const name = LINE_FIELDS.find((field) => typeof fields[field] === "string");
  const value = name === undefined ? undefined : fields[name];
  if (typeof value !== "string") return { fields };
  const inner = value.endsWith("\n") ? value.slice(0, -1) : value;
  if (inner.startsWith("{")) return ofJson(inner, depth - 1);
  const unwrapped = unwrap(inner);
  // The log of CoreDNS in JSON: the level stands beside.
  const level = fields.level;
  return "text" in unwrapped && unwrapped.level === undefined && typeof level === "string"
    ? { level: levelOf(level), text: inner }
    : unwrapped;
}

/** The level as CoreDNS writes it in text. */
export function levelOf(level: string): string {
  const upper = level.toUpperCase();
  return upper === "WARN" ? "WARNING" : upper;
}

function readJson(text: string): JsonFields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is JsonFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
