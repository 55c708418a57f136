/** Go's own resolver (net/dnsclient_unix.go, Go 1.26), as a program uses it that was built without cgo. */
import {
  type Candidate,
  dotsIn,
  dotsInWords,
  isMalformed,
  joined,
  type Lookup,
  type Resolved,
  type ResolverOptions,
  type ResolverProfile,
  type ResolverReply,
  readOptions,
  serversOf,
} from "./resolver.ts";
import { valuesOf, Walk, walked, wordOf } from "./walk.ts";

const CAPS = { dots: 15, timeoutSeconds: Number.MAX_SAFE_INTEGER, attempts: Number.MAX_SAFE_INTEGER };
const MAX_NAME = 254;
const EDNS_SIZE = 1232;

export const goNet: ResolverProfile = {
  name: "go",
  title: "Go",
  does: [
    "The resolver of Go programs without cgo (net/dnsclient_unix.go of Go 1.26); with cgo Go asks the C library.",
    "A and AAAA go out at the same time, one after the other with single-request.",
    "After the last name, or after any address, it ends. NXDOMAIN, NODATA, SERVFAIL, REFUSED and silence all lead to the next name.",
    "SERVFAIL, REFUSED and silence are asked again first: every nameserver in turn, attempts times (2).",
    "A name with at least ndots dots is asked as it is first, and with the search list after that.",
    "The search list has no bound; a name that gets longer than 254 characters is left out, and a search domain `.` too.",
    "Names that end in .onion are never asked.",
  ],
  resolve: (lookup, send) => walked("go", new Walk(lookup, send), resolve),
};

async function resolve<Detail>(walk: Walk<Detail>): Promise<Resolved> {
  const { lookup } = walk;
  const options = readOptions(lookup.conf.options, CAPS);
  const servers = serversOf(lookup.conf);
  const { name } = lookup;
  const noSuchHost = { isFound: false, values: [], error: `lookup ${name}: no such host` };
  if (isMalformed(name)) return noSuchHost;
  let error: string | undefined;
  const candidates = namesOf(lookup, options);
  for (const [index, candidate] of candidates.entries()) {
    const replies = await oneName(walk, candidate, { options, servers });
    const values = valuesOf(replies);
    if (values.length > 0) {
      walk.conclude(candidate.name, { next: "done", because: "" });
      return { isFound: true, values, name: candidate.name };
    }
    if (error === undefined || candidate.isAsIs) error = errorOf(replies, servers[0] ?? "");
    const isLast = index === candidates.length - 1;
    const because = isLast ? "No name is left to try." : `After ${words(replies)} Go tries the next name.`;
    walk.conclude(candidate.name, { next: isLast ? "stops" : "next name", because });
    if (walk.isTooLong) break;
  }
  const failed: Resolved = { ...noSuchHost, error: error === undefined ? noSuchHost.error : `lookup ${name}${error}` };
  return failed;
}

/** The names that it tries (net, dnsConfig.nameList). */
function namesOf({ name, conf }: Lookup, { dots }: ResolverOptions): readonly Candidate[] {
  const isOnion = (candidate: string): boolean => /\.onion\.?$/i.test(candidate);
  if (name.endsWith(".")) {
    return isOnion(name)
      ? []
      : [{ name, why: "The name ends in a dot: it is asked as it is, and no other.", isAsIs: true }];
  }
  const own = dotsIn(name);
  const isFirst = own >= dots;
  const asIs: Candidate = {
    name: `${name}.`,
    why: isFirst
      ? `${dotsInWords(own)}, ndots is ${dots}: the name as it is comes first.`
      : "The search list is over: the name as it is comes last.",
    isAsIs: true,
  };
  const searched = conf.searches
    .filter(({ value }) => value !== ".")
    .map(({ value }, at): Candidate => {
      const why = isFirst
        ? `The name as it is gave nothing: search domain ${at + 1} of ${conf.searches.length}.`
        : `${dotsInWords(own)}, fewer than ndots:${dots}: search domain ${at + 1} of ${conf.searches.length}.`;
      return { name: joined(name, value), why, isAsIs: false };
    });
  const all = isFirst ? [asIs, ...searched] : [...searched, asIs];
  return all.filter((candidate) => candidate.name.length <= MAX_NAME && !isOnion(candidate.name));
}

interface Asking {
  readonly options: ResolverOptions;
  readonly servers: readonly string[];
}

/** Asks for all types of one name, each as often as it takes (net, tryOneName). */
async function oneName<Detail>(
  walk: Walk<Detail>,
  candidate: Candidate,
  asking: Asking,
): Promise<readonly (ResolverReply | undefined)[]> {
  const { types } = walk.lookup;
  if (!asking.options.isSingleRequest) return tryTypes(walk, candidate, { ...asking, types });
  const replies: (ResolverReply | undefined)[] = [];
  for (const type of types) {
    const [reply] = await tryTypes(walk, candidate, { ...asking, types: [type] });
    replies.push(reply);
  }
  return replies;
}

async function tryTypes<Detail>(
  walk: Walk<Detail>,
  candidate: Candidate,
  { options, servers, types }: Asking & { readonly types: readonly string[] },
): Promise<readonly (ResolverReply | undefined)[]> {
  const last = new Map<string, ResolverReply>();
  let open = types;
  let why = candidate.why;
  for (let round = 0; round < options.attempts * servers.length && open.length > 0; round++) {
    const server = servers[round % servers.length] ?? "";
    const { timeoutMs } = options;
    const replies = await walk.together(
      open.map((type) => ({ name: candidate.name, type, server, ednsSize: EDNS_SIZE, timeoutMs, why })),
    );
    for (const [at, type] of open.entries()) {
      const reply = replies[at];
      if (reply !== undefined) last.set(type, reply);
    }
    const failed = open.filter((type) => isAskedAgain(last.get(type)));
    const because = `After ${words(failed.map((type) => last.get(type)))} Go asks again.`;
    for (const [at, type] of open.entries()) {
      if (failed.includes(type)) walk.decideAt(at - open.length, { next: "again", because });
    }
    why = `${words(failed.map((type) => last.get(type)))}: ${servers.length > 1 ? "the next nameserver is asked" : "it is asked again"}.`;
    open = failed;
  }
  return types.map((type) => last.get(type));
}

function isAskedAgain(reply: ResolverReply | undefined): boolean {
  if (reply === undefined || reply.kind === "nothing") return true;
  return reply.isLame || (reply.rcode !== "NOERROR" && reply.rcode !== "NXDOMAIN");
}

function words(replies: readonly (ResolverReply | undefined)[]): string {
  return [...new Set(replies.map(wordOf))].join(" and ");
}

/** What Go says; of several the first type's error is told. */
function errorOf(replies: readonly (ResolverReply | undefined)[], server: string): string {
  const on = ` on ${server.includes(":") ? `[${server}]` : server}:53`;
  const [failed] = replies.filter(isAskedAgain);
  if (failed === undefined) return `${on}: no such host`;
  if (failed.kind === "reply") return `${on}: ${failed.isLame ? "lame referral" : "server misbehaving"}`;
  return failed.isRefusedConnection ? `${on}: connection refused` : `${on}: i/o timeout`;
}
