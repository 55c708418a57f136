/** musl's resolver (network/lookup_name.c, res_msend.c of musl 1.2.3), as Alpine's programs use it. */
import {
  type Candidate,
  dotsIn,
  dotsInWords,
  isMalformed,
  joined,
  type Resolved,
  type ResolverOptions,
  type ResolverProfile,
  type ResolverReply,
  readOptions,
  serversOf,
} from "./resolver.ts";
import { valuesOf, Walk, walked, wordOf } from "./walk.ts";

const CAPS = { dots: 15, timeoutSeconds: 60, attempts: 10 };
/** A longer line of resolv.conf is passed over as a whole. */
const MAX_LINE = 254;
const MAX_NAME = 255;
const NO_SUCH_NAME = "Name does not resolve";
const TRY_AGAIN = "Try again";

export const musl: ResolverProfile = {
  name: "musl",
  title: "musl",
  does: [
    "getaddrinfo of musl 1.2.3: Alpine and images made from it.",
    "A and AAAA go out at the same time, to all nameservers at once; the first reply to each counts.",
    "Only NXDOMAIN leads to the next name. NODATA, SERVFAIL, REFUSED and silence end the search: the application gets an error.",
    "NXDOMAIN to either of A and AAAA counts for the name, even when the other one has an address.",
    "A name with at least ndots dots is asked as it is, and the search list is not used at all.",
    "SERVFAIL is asked again at once, four times for two questions; REFUSED is taken for silence. What has no reply is asked again until the timeout (5 s) is over, attempts times (2) in all.",
    "A search line of more than 254 characters is passed over as a whole.",
    "Types other than A and AAAA (res_query) are asked as they are, without the search list.",
  ],
  resolve: (lookup, send) => walked("musl", new Walk(lookup, send), resolve),
};

async function resolve<Detail>(walk: Walk<Detail>): Promise<Resolved> {
  const { lookup } = walk;
  const failed = (error: string): Resolved => ({ isFound: false, values: [], error });
  if (isMalformed(lookup.name)) return failed(NO_SUCH_NAME);
  const options = readOptions(lookup.conf.options, CAPS);
  for (const candidate of candidatesOf(walk, options)) {
    if (candidate.name.endsWith("..")) {
      walk.note("The search domain `.` makes a name that musl cannot send: it gives up there.");
      return failed(TRY_AGAIN);
    }
    const replies = await exchange(walk, candidate, options);
    const verdict = verdictOn(replies);
    walk.conclude(candidate.name, { next: verdict.next, because: verdict.because });
    if (verdict.next === "done") return { isFound: true, values: valuesOf(replies), name: candidate.name };
    if (verdict.next === "stops") return failed(verdict.error);
  }
  const last = lookup.name.endsWith(".") ? lookup.name : `${lookup.name}.`;
  walk.conclude(last, { next: "stops", because: "No name is left to try." });
  return failed(NO_SUCH_NAME);
}

function candidatesOf<Detail>(walk: Walk<Detail>, { dots }: ResolverOptions): readonly Candidate[] {
  const { name, conf, types } = walk.lookup;
  if (name.endsWith(".")) {
    return [{ name, why: "The name ends in a dot: it is asked as it is, and no other.", isAsIs: true }];
  }
  const own = dotsIn(name);
  const asIs = (why: string): Candidate => ({ name: `${name}.`, why, isAsIs: true });
  if (!types.some((type) => type === "A" || type === "AAAA")) {
    return [asIs("Another type than A and AAAA: musl asks for the name as it is, and no other.")];
  }
  if (own >= dots)
    return [asIs(`${dotsInWords(own)}, ndots is ${dots}: musl asks for the name as it is, and no other.`)];
  const line = `search ${conf.searches.map(({ value }) => value).join(" ")}`;
  if (line.length > MAX_LINE) {
    walk.note(`The search line has ${line.length} characters: musl passes over lines of more than ${MAX_LINE}.`);
    return [asIs("The search line is too long for musl: only the name as it is is left.")];
  }
  const searched = conf.searches.map(({ value }, at) => ({
    name: value === "." ? `${name}..` : joined(name, value),
    why: `${dotsInWords(own)}, fewer than ndots:${dots}: search domain ${at + 1} of ${conf.searches.length}.`,
    isAsIs: false,
  }));
  const fitting = searched.filter((candidate) => candidate.name.length <= MAX_NAME);
  return [...fitting, asIs("The search list is over: the name as it is comes last.")];
}

type Verdict =
  | { readonly next: "done" | "next name"; readonly because: string }
  | { readonly next: "stops"; readonly because: string; readonly error: string };

/** What musl makes of the replies (name_from_dns): the first that is not NOERROR decides. */
function verdictOn(replies: readonly (ResolverReply | undefined)[]): Verdict {
  for (const reply of replies) {
    const word = wordOf(reply);
    if (reply?.kind !== "reply" || !isAccepted(reply)) {
      return { next: "stops", because: `${word}: musl stops at anything but NXDOMAIN.`, error: TRY_AGAIN };
    }
    if (reply.rcode === "NXDOMAIN") return { next: "next name", because: "After NXDOMAIN musl tries the next name." };
  }
  if (valuesOf(replies).length > 0) return { next: "done", because: "" };
  return {
    next: "stops",
    because: "NODATA: the name exists, so musl stops here. glibc and Go would go on.",
    error: NO_SUCH_NAME,
  };
}

function isAccepted(reply: ResolverReply): boolean {
  return reply.kind === "reply" && (reply.rcode === "NOERROR" || reply.rcode === "NXDOMAIN");
}

interface Open {
  readonly type: string;
  readonly server: string;
  readonly why: string;
}

/** Asks all nameservers for all types until each has a reply that counts (res_msend.c). */
async function exchange<Detail>(
  walk: Walk<Detail>,
  candidate: Candidate,
  options: ResolverOptions,
): Promise<readonly (ResolverReply | undefined)[]> {
  const { types, conf } = walk.lookup;
  const servers = serversOf(conf);
  const accepted = new Map<string, ResolverReply>();
  const startMs = walk.nowMs;
  const intervalMs = options.timeoutMs / options.attempts;
  let last: ReadonlyMap<string, ResolverReply> = new Map();
  for (let interval = 0; interval < options.attempts; interval++) {
    const why =
      interval === 0 ? candidate.why : `No reply that counts within ${intervalMs / 1000} s: it is asked again.`;
    const open = types.filter((type) => !accepted.has(type));
    const order = servers.flatMap((server) => open.map((type) => ({ type, server, why })));
    const endMs = startMs + (interval + 1) * intervalMs;
    last = await askInterval(walk, { name: candidate.name, order, accepted, endMs, budget: 2 * types.length });
    if (types.every((type) => accepted.has(type))) break;
    walk.waitUntil(endMs);
  }
  return types.map((type) => accepted.get(type) ?? last.get(type));
}

interface Interval {
  readonly name: string;
  readonly order: readonly Open[];
  readonly accepted: Map<string, ResolverReply>;
  readonly endMs: number;
  /** How many times SERVFAIL is asked again at once. */
  readonly budget: number;
}

/** Sends what is open, and again at once what got SERVFAIL, as long as there is budget. */
async function askInterval<Detail>(
  walk: Walk<Detail>,
  { name, order, accepted, endMs, budget }: Interval,
): Promise<ReadonlyMap<string, ResolverReply>> {
  const last = new Map<string, ResolverReply>();
  let left = budget;
  let sending = order;
  while (sending.length > 0) {
    const timeoutMs = Math.max(1, endMs - walk.nowMs);
    const replies = await walk.together(sending.map((query) => ({ ...query, name, timeoutMs })));
    const again: Open[] = [];
    for (const [at, query] of sending.entries()) {
      const reply = replies[at];
      if (reply === undefined) continue;
      const isNew = !accepted.has(query.type);
      if (isNew) last.set(query.type, reply);
      if (isAccepted(reply)) {
        if (isNew) accepted.set(query.type, reply);
        walk.decideAt(at - sending.length, { next: "waits for the other", because: "" });
        continue;
      }
      walk.decideAt(at - sending.length, { next: "again", because: `After ${wordOf(reply)} musl asks again.` });
      if (reply.kind !== "reply" || reply.rcode !== "SERVFAIL" || left === 0) continue;
      left--;
      again.push({ ...query, why: "SERVFAIL: it is asked again at once." });
    }
    sending = again.filter(({ type }) => !accepted.has(type));
  }
  return last;
}
