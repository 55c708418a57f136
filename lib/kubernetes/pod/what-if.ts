/** What a resolution costs, and what would be otherwise with a dot at the end, with less ndots, with autopath. */
import { optionName } from "./node-resolv-conf.ts";
import { RESOLVER_PROFILES } from "./profiles.ts";
import {
  type Lookup,
  RESOLVERS,
  type Resolution,
  type ResolverName,
  type ResolverReply,
  readOptions,
  type SendQuery,
} from "./resolver.ts";

/** Queries, those of them that brought nothing, and the time until the application has its answer. */
interface Cost {
  readonly queries: number;
  readonly wasted: number;
  readonly tookMs: number;
}

/** Something else that could be done, and what it would cost. */
interface WhatIf {
  /** `With "web.shop.svc.cluster.local."`, `ndots:2`, `autopath`. */
  readonly label: string;
  readonly queries: number;
  readonly isFound: boolean;
  /** A sentence about it; empty where the numbers say all. */
  readonly note: string;
}

/** How another resolver fares with the same question. */
interface ComparedResolver {
  readonly resolver: ResolverName;
  readonly queries: number;
  readonly tookMs: number;
  readonly isFound: boolean;
  readonly values: readonly string[];
  readonly error?: string | undefined;
  /** Where it ends: the last name that it asks for. */
  readonly lastName?: string | undefined;
  /** Why it ends there. */
  readonly because: string;
}

/** All that can be said beside the resolution itself. */
export interface Comparison {
  readonly cost: Cost;
  readonly whatIfs: readonly WhatIf[];
  /** What less ndots breaks, for this resolver; nothing when ndots is low already. */
  readonly breaks?: string | undefined;
  readonly resolvers: readonly ComparedResolver[];
}

/** ndots that leaves out the search of most names of the world, and not that of `web.shop`. */
const LESS_DOTS = 2;

/** Adds up; of a name that was found the last query for each type was not wasted. */
function costOf({ attempts, result, tookMs }: Resolution<unknown>): Cost {
  const useful = new Set(attempts.filter(({ name }) => result.isFound && name === result.name).map(({ type }) => type));
  return { queries: attempts.length, wasted: attempts.length - useful.size, tookMs };
}

/** What is compared. */
export interface Compared {
  readonly lookup: Lookup;
  readonly resolution: Resolution<unknown>;
  /** Names of Services, `web.shop`, for examples. */
  readonly services: readonly string[];
}

/**
 * Asks in other ways, and as other resolvers would. Replies that came already count again: only names that were not asked for
 * yet are sent.
 */
export async function compare(
  { lookup, resolution, services }: Compared,
  send: SendQuery<unknown>,
): Promise<Comparison> {
  const remembered = remember(send, resolution);
  const { resolver } = resolution;
  const again = (changed: Partial<Lookup>): Promise<Resolution<unknown>> =>
    RESOLVER_PROFILES[resolver].resolve({ ...lookup, ...changed }, remembered);
  const whatIfs: WhatIf[] = [];
  // A name with a dot at its end is not searched for, and one that nobody sends costs nothing.
  const isSearched = !lookup.name.endsWith(".") && resolution.attempts.length > 0;
  if (isSearched) {
    const name = resolution.result.name ?? `${lookup.name}.`;
    whatIfs.push(whatIf(`With "${name}"`, await again({ name })));
  }
  const dots = readOptions(lookup.conf.options, { dots: 15, timeoutSeconds: 30, attempts: 5 }).dots;
  const isLess = isSearched && dots > LESS_DOTS;
  if (isLess) {
    const options = [
      ...lookup.conf.options.filter(({ value }) => optionName(value) !== "ndots"),
      { value: `ndots:${LESS_DOTS}`, origin: "" },
    ];
    whatIfs.push(whatIf(`ndots:${LESS_DOTS}`, await again({ conf: { ...lookup.conf, options } })));
  }
  const path = withAutopath(lookup, resolution);
  if (path !== undefined) whatIfs.push(path);
  const resolvers: ComparedResolver[] = [];
  for (const name of RESOLVERS) {
    const other = name === resolver ? resolution : await RESOLVER_PROFILES[name].resolve(lookup, remembered);
    resolvers.push(compared(other));
  }
  const breaks = isLess ? breaksWithLess({ resolver, dots, services }) : undefined;
  return { cost: costOf(resolution), whatIfs, breaks, resolvers };
}

function whatIf(label: string, { attempts, result }: Resolution<unknown>): WhatIf {
  return { label, queries: attempts.length, isFound: result.isFound, note: result.isFound ? "" : (result.error ?? "") };
}

/** With autopath CoreDNS walks the search list itself and answers the first query; of a name that is nowhere it makes nothing better. */
function withAutopath({ types }: Lookup, { attempts, result }: Resolution<unknown>): WhatIf | undefined {
  const isSearched = new Set(attempts.map(({ name }) => name)).size > 1;
  if (!isSearched) return undefined;
  return {
    label: "autopath",
    queries: result.isFound ? types.length : attempts.length,
    isFound: result.isFound,
    note: "CoreDNS walks the search list itself; it needs pods verified and autopath @kubernetes in the Corefile.",
  };
}

interface Breaking {
  readonly resolver: ResolverName;
  readonly dots: number;
  readonly services: readonly string[];
}

function breaksWithLess({ resolver, dots, services }: Breaking): string {
  const range = dots - 1 === LESS_DOTS ? `${LESS_DOTS} dots` : `${LESS_DOTS} to ${dots - 1} dots`;
  const example = `${services[0] ?? "web.shop"}.svc`;
  return resolver === "musl"
    ? `Breaks with ndots:${LESS_DOTS}: names with ${range} that rely on the search list, such as ${example}; musl does not search for them any more.`
    : `With ndots:${LESS_DOTS} names with ${range} that rely on the search list, such as ${example}, are asked as they are first: they still work, and the first queries leave the cluster.`;
}

function compared({ resolver, attempts, result, tookMs }: Resolution<unknown>): ComparedResolver {
  const last = attempts.at(-1);
  return {
    resolver,
    queries: attempts.length,
    tookMs,
    isFound: result.isFound,
    values: result.values,
    error: result.error,
    lastName: last?.name,
    because: result.isFound ? "" : (last?.nextBecause ?? ""),
  };
}

/** A query with this name, type and server gives what it gave before; one that took longer than the resolver waits gives nothing. */
function remember(send: SendQuery<unknown>, { attempts }: Resolution<unknown>): SendQuery<unknown> {
  const known = new Map<string, Promise<{ readonly reply: ResolverReply; readonly detail: unknown }>>();
  const keyOf = ({ name, type, server }: { readonly name: string; readonly type: string; readonly server: string }) =>
    `${server} ${name} ${type}`;
  for (const attempt of attempts) {
    known.set(keyOf(attempt), Promise.resolve({ reply: attempt.reply, detail: undefined }));
  }
  return async (query) => {
    const key = keyOf(query);
    const asked = known.get(key) ?? send(query);
    known.set(key, asked);
    const { reply, detail } = await asked;
    if (reply.kind !== "reply" || reply.tookMs <= query.timeoutMs) return { reply, detail };
    return {
      reply: { kind: "nothing", because: "timeout", isRefusedConnection: false, tookMs: query.timeoutMs },
      detail,
    };
  };
}
