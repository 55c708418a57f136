/** Files like /etc/resolv.conf (resolv.conf(5)), texts or octet strings. */
import { parseAddr } from "../go/net.ts";
import type { FileLine, LinePlace } from "./file-lines.ts";

/** The words of each line that has some, the first one being what the line is about. */
function* wordsOf(text: string): Generator<readonly string[]> {
  for (const line of text.split("\n")) {
    const words = wordsIn(line);
    if (words.length > 0) yield words;
  }
}

function wordsIn(line: string): readonly string[] {
  return line.split(/[ \t\v\f\r]+/).filter((word) => word !== "");
}

/** The servers that `nameserver` lines name, in their order, whatever they are. */
export function readNameservers(text: string): readonly string[] {
  const servers: string[] = [];
  for (const [keyword, server] of wordsOf(text)) {
    if (keyword === "nameserver" && server !== undefined) servers.push(server);
  }
  return servers;
}

/** How a Go program asks the system's resolvers (Go, net.dnsReadConfig). */
export interface ResolverSettings {
  /** Addresses; those that are none are passed over. */
  readonly servers: readonly string[];
  /** Absolute names of domains that are tried behind a name. */
  readonly search: readonly string[];
  /** A name with so many dots is tried by itself first. */
  readonly dots: number;
  readonly attempts: number;
  readonly timeoutMs: number;
}

const MAX_SERVERS = 3;
const MAX_DOTS = 15;

/** Reads a file like /etc/resolv.conf, an empty text where there is none; of several lines for one thing the last counts. */
export function readResolverSettings(text: string): ResolverSettings {
  const servers = readNameservers(text).filter((server) => parseAddr(server) !== undefined);
  let search: readonly string[] = [];
  const options = new Map<string, number>();
  for (const [keyword, ...values] of wordsOf(text)) {
    if (keyword === "search") search = values.map(rooted).filter((domain) => domain !== ".");
    if (keyword === "domain" && values[0] !== undefined) search = [rooted(values[0])];
    if (keyword !== "options") continue;
    for (const value of values) {
      const [, option = "", count = ""] = /^(ndots|timeout|attempts):(\d*)/.exec(value) ?? [];
      options.set(option, Number(count));
    }
  }
  return {
    servers: servers.length === 0 ? ["127.0.0.1"] : servers.slice(0, MAX_SERVERS),
    search,
    dots: Math.min(options.get("ndots") ?? 1, MAX_DOTS),
    attempts: Math.max(options.get("attempts") ?? 2, 1),
    timeoutMs: Math.max(options.get("timeout") ?? 5, 1) * 1000,
  };
}

/** A search path as it is written, and the line that gives it; without one there is no path. */
export interface SearchPath {
  readonly domains: readonly string[];
  readonly place?: LinePlace | undefined;
}

/** The search path of a file: the last `search` or `domain` line counts (miekg/dns, ClientConfigFromReader). */
export function readSearchPath(lines: Iterable<FileLine>): SearchPath {
  let path: SearchPath = { domains: [] };
  for (const { text, place } of lines) {
    const [keyword, ...domains] = wordsIn(text);
    if (keyword === "search") path = { domains, place };
    if (keyword === "domain") path = { domains: domains.slice(0, 1), place };
  }
  return path;
}

function rooted(domain: string): string {
  return domain.endsWith(".") ? domain : `${domain}.`;
}
