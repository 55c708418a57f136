/** A stub resolver at work: the queries that it sends for one name, in order, and what the application gets. */
import type { PodResolvConf } from "./pod-resolv-conf.ts";

/** The resolvers whose rules are known. */
export const RESOLVERS = ["glibc", "musl", "go"] as const;
export type ResolverName = (typeof RESOLVERS)[number];

/** One query, as it goes out. */
export interface ResolverQuery {
  /** Fully qualified. */
  readonly name: string;
  readonly type: string;
  /** The nameserver that it goes to. */
  readonly server: string;
  /** The UDP payload size of its OPT record; none without it. */
  readonly ednsSize?: number | undefined;
  readonly timeoutMs: number;
}

/** What came back for it. */
export type ResolverReply =
  | {
      readonly kind: "reply";
      readonly rcode: string;
      /** Records in the answer section. */
      readonly answers: number;
      /** RDATA of the records of the type that was asked for. */
      readonly values: readonly string[];
      /** Success without answer, authority's word, recursion or additional records: Go takes it for a lame referral. */
      readonly isLame: boolean;
      readonly tookMs: number;
    }
  | {
      readonly kind: "nothing";
      readonly because: string;
      readonly isRefusedConnection: boolean;
      /** True when the asker stopped waiting: the resolution ends here. */
      readonly isStopped?: boolean;
      readonly tookMs: number;
    };

/** Sends a query; `Detail` is whatever else the asker knows of it. */
export type SendQuery<Detail> = (
  query: ResolverQuery,
) => Promise<{ readonly reply: ResolverReply; readonly detail: Detail }>;

/** What the resolver does after a reply. */
export type Next = "done" | "next name" | "again" | "stops" | "waits for the other";

/** A query that was sent. */
export interface Attempt<Detail> {
  readonly name: string;
  readonly type: string;
  readonly server: string;
  /** Why it is sent now, in a sentence. */
  readonly why: string;
  /** Milliseconds after the application asked. */
  readonly atMs: number;
  readonly reply: ResolverReply;
  readonly next: Next;
  /** Why the resolver does that, in a sentence; empty where it goes without saying. */
  readonly nextBecause: string;
  readonly detail: Detail;
}

/** What the application gets. */
export interface Resolved {
  readonly isFound: boolean;
  /** Addresses, or RDATA of another type. */
  readonly values: readonly string[];
  /** The name that gave them. */
  readonly name?: string | undefined;
  /** The error, in the resolver's own words. */
  readonly error?: string | undefined;
}

/** A whole resolution. */
export interface Resolution<Detail> {
  readonly resolver: ResolverName;
  readonly attempts: readonly Attempt<Detail>[];
  readonly result: Resolved;
  readonly tookMs: number;
  /** True when it was stopped from outside before its end. */
  readonly isStopped: boolean;
  /** What else is worth knowing: that search is skipped, that a search line is too long. */
  readonly notes: readonly string[];
}

/** What the application asks for. */
export interface Lookup {
  /** As the application writes it. */
  readonly name: string;
  /** RR types; A and AAAA for getaddrinfo. */
  readonly types: readonly string[];
  readonly conf: Pick<PodResolvConf, "servers" | "searches" | "options">;
}

/** A resolver. */
export interface ResolverProfile {
  readonly name: ResolverName;
  readonly title: string;
  /** What this profile does: its assumptions, a sentence each. */
  readonly does: readonly string[];
  resolve<Detail>(lookup: Lookup, send: SendQuery<Detail>): Promise<Resolution<Detail>>;
}

/** The bounds that a resolver sets to options. */
export interface OptionCaps {
  readonly dots: number;
  readonly timeoutSeconds: number;
  readonly attempts: number;
}

/** Options as a resolver takes them. */
export interface ResolverOptions {
  readonly dots: number;
  readonly timeoutMs: number;
  readonly attempts: number;
  /** Asks for A and for AAAA one after the other. */
  readonly isSingleRequest: boolean;
  readonly hasEdns: boolean;
}

/** Reads options (resolv.conf(5)); what is not a number changes nothing. */
export function readOptions(options: PodResolvConf["options"], caps: OptionCaps): ResolverOptions {
  const values = new Map(options.map(({ value }) => [value.split(":")[0] ?? "", value.slice(value.indexOf(":") + 1)]));
  const number = (name: string, fallback: number): number => {
    const text = values.get(name) ?? "";
    return /^\d+/.test(text) ? Number.parseInt(text, 10) : fallback;
  };
  return {
    dots: Math.min(number("ndots", 1), caps.dots),
    timeoutMs: Math.max(1, Math.min(number("timeout", 5), caps.timeoutSeconds)) * 1000,
    attempts: Math.max(1, Math.min(number("attempts", 2), caps.attempts)),
    isSingleRequest: values.has("single-request") || values.has("single-request-reopen"),
    hasEdns: values.has("edns0"),
  };
}

/** A name to try, and why it is tried. */
export interface Candidate {
  readonly name: string;
  readonly why: string;
  readonly isAsIs: boolean;
}

/** How many dots are in a name. */
export function dotsIn(name: string): number {
  return name.split(".").length - 1;
}

/** True for what no resolver sends: an empty label, at the front, in the middle or twice at the end. */
export function isMalformed(name: string): boolean {
  const labels = name.replace(/\.$/, "").split(".");
  return name !== "." && labels.some((label) => label === "" || label.length > 63);
}

/** The nameservers; the local machine's where there are none, as all resolvers have it. */
export function serversOf({ servers }: Lookup["conf"]): readonly string[] {
  return servers.length === 0 ? ["127.0.0.1"] : servers.slice(0, 3).map(({ value }) => value);
}

/** `1 dot`, `2 dots`. */
export function dotsInWords(dots: number): string {
  return dots === 1 ? "1 dot" : `${dots} dots`;
}

/** The name with a domain of the search list after it. */
export function joined(name: string, domain: string): string {
  return domain === "" || domain === "." ? `${name}.` : `${name}.${domain.replace(/\.$/, "")}.`;
}
