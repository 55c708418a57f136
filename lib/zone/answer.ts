/** What is asked of a zone, and what it answers. */
import type { Message, ResourceRecord } from "../dns/message/message.ts";
import type { CanonicalName, Name } from "../dns/name/name.ts";
import type { ZoneNode } from "./zone.ts";

/** What a look-up came to. */
export type LookupResult = "success" | "name error" | "delegation" | "no data" | "server failure";

/** How it came to that: what people want to know of it. */
export type LookupPath =
  | { readonly kind: "exact"; readonly node: ZoneNode | undefined }
  | { readonly kind: "apex" }
  /** Without a node the wildcard is an empty non-terminal. */
  | { readonly kind: "wildcard"; readonly name: Name; readonly node: ZoneNode | undefined }
  | { readonly kind: "zone cut"; readonly name: Name }
  | { readonly kind: "dname"; readonly name: Name }
  | { readonly kind: "empty non-terminal" }
  | { readonly kind: "nothing" };

/** The three sections of a reply, and how they came about. */
export interface ZoneAnswer {
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly result: LookupResult;
  readonly path: LookupPath;
}

/** A question to a zone. */
export interface ZoneQuestion {
  readonly qname: CanonicalName;
  readonly qtype: number;
  readonly dnssecOk: boolean;
  /** How many look-ups of this server led here; from the ninth on it is a loop. */
  readonly depth: number;
  /** Asks the whole server for a name outside; gives its reply, undefined when it sent none. */
  readonly resolve: (name: Name, type: number, depth: number) => Message | undefined | Promise<Message | undefined>;
}

/** Now or later: a look-up waits only when a CNAME leads out of the zone. */
export type Eventually<T> = T | Promise<T>;

/** The sections of an answer that failed. */
export const FAILURE = { answer: [], authority: [], additional: [], result: "server failure" } as const;

/** Applies `change` to a value now or when it comes. */
export function eventually<T, U>(value: Eventually<T>, change: (value: T) => U): Eventually<U> {
  return value instanceof Promise ? value.then(change) : change(value);
}
