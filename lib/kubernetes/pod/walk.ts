/** What a resolver has sent so far: the list of attempts grows, and its clock runs by the replies. */
import type {
  Attempt,
  Lookup,
  Next,
  Resolution,
  Resolved,
  ResolverName,
  ResolverQuery,
  ResolverReply,
  SendQuery,
} from "./resolver.ts";

/** A query to send, and why. */
export interface Outgoing extends ResolverQuery {
  readonly why: string;
}

/** What the resolver does next, and because of what. */
export interface Decision {
  readonly next: Next;
  readonly because: string;
}

/** More queries for one name than any real configuration causes. */
const MAX_ATTEMPTS = 2000;

/** Thrown out of a walk that was stopped. */
class Stopped extends Error {
  override readonly name = "Stopped";
}

const STOPPED: Resolved = { isFound: false, values: [], error: "stopped before the resolver was done" };

/** Walks until the resolver is done, or somebody stops it: then what was sent until then is there. */
export async function walked<Detail>(
  resolver: ResolverName,
  walk: Walk<Detail>,
  run: (walk: Walk<Detail>) => Promise<Resolved>,
): Promise<Resolution<Detail>> {
  try {
    return walk.end(resolver, await run(walk));
  } catch (error) {
    if (error instanceof Stopped) return { ...walk.end(resolver, STOPPED), isStopped: true };
    throw error;
  }
}

export class Walk<Detail> {
  readonly lookup: Lookup;
  readonly #send: SendQuery<Detail>;
  readonly #attempts: Attempt<Detail>[] = [];
  readonly #notes: string[] = [];
  #nowMs = 0;

  constructor(lookup: Lookup, send: SendQuery<Detail>) {
    this.lookup = lookup;
    this.#send = send;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get isTooLong(): boolean {
    return this.#attempts.length >= MAX_ATTEMPTS;
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  /** Waits without sending. */
  waitUntil(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
  }

  /** Sends queries at the same moment and waits for all; what comes of each is in the order of the queries. */
  async together(queries: readonly Outgoing[]): Promise<readonly ResolverReply[]> {
    const sent = await Promise.all(queries.map((query) => this.#send(query)));
    for (const [at, { reply, detail }] of sent.entries()) {
      const query = queries[at];
      if (query === undefined) continue;
      const { name, type, server, why } = query;
      this.#attempts.push({
        name,
        type,
        server,
        why,
        atMs: this.#nowMs,
        reply,
        next: "next name",
        nextBecause: "",
        detail,
      });
    }
    if (sent.some(({ reply }) => reply.kind === "nothing" && reply.isStopped === true)) throw new Stopped();
    const waits = sent.map(({ reply }, at) => waited(reply, queries[at]?.timeoutMs ?? 0));
    this.#nowMs += waits.reduce((longest, wait) => Math.max(longest, wait), 0);
    return sent.map(({ reply }) => reply);
  }

  /** Sends one query after the other. */
  async inTurn(query: Outgoing): Promise<ResolverReply> {
    const [reply] = await this.together([query]);
    return reply ?? { kind: "nothing", because: "not sent", isRefusedConnection: false, tookMs: 0 };
  }

  /** Says what is done after the reply at a place from the end: -1 is the newest. */
  decideAt(fromEnd: number, { next, because }: Decision): void {
    const at = this.#attempts.length + fromEnd;
    const attempt = this.#attempts[at];
    if (attempt !== undefined) this.#attempts[at] = { ...attempt, next, nextBecause: because };
  }

  /** Says what follows from the last reply of each type for a name. */
  conclude(name: string, { next, because }: Decision): void {
    const concluded = new Set<string>();
    for (let at = this.#attempts.length - 1; at >= 0; at--) {
      const attempt = this.#attempts[at];
      if (attempt === undefined || attempt.name !== name) break;
      if (concluded.has(attempt.type)) continue;
      concluded.add(attempt.type);
      this.#attempts[at] = { ...attempt, next, nextBecause: because };
    }
  }

  end(resolver: ResolverName, result: Resolved): Resolution<Detail> {
    return { resolver, attempts: this.#attempts, result, tookMs: this.#nowMs, isStopped: false, notes: this.#notes };
  }
}

/** How long the resolver waited: for a reply until it came, for nothing until its patience was over. */
function waited(reply: ResolverReply, timeoutMs: number): number {
  return reply.kind === "reply" || reply.isRefusedConnection ? reply.tookMs : timeoutMs;
}

/** The values of replies, in the order in which the types were asked for. */
export function valuesOf(replies: readonly (ResolverReply | undefined)[]): readonly string[] {
  return replies.flatMap((reply) => (reply?.kind === "reply" && reply.rcode === "NOERROR" ? reply.values : []));
}

/** `SERVFAIL`, `NODATA`, or why nothing came. */
export function wordOf(reply: ResolverReply | undefined): string {
  if (reply === undefined) return "nothing";
  if (reply.kind === "nothing") return "no reply";
  return reply.rcode === "NOERROR" && reply.values.length === 0 ? "NODATA" : reply.rcode;
}
