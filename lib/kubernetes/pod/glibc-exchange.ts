/** How glibc asks for one name: A and AAAA side by side, nameserver after nameserver (resolv/res_send.c, send_dg). */
import type { Candidate, ResolverOptions, ResolverReply } from "./resolver.ts";
import { valuesOf, type Walk, wordOf } from "./walk.ts";

export interface ExchangeSettings {
  readonly options: ResolverOptions;
  readonly servers: readonly string[];
}

/** What came of one name. */
export type NameOutcome =
  | { readonly kind: "found"; readonly values: readonly string[] }
  | {
      readonly kind: "failed";
      readonly failure: "not found" | "no data" | "try again" | "no recovery";
      /** What it got, for people. */
      readonly word: string;
    };

const EDNS_SIZE = 1200;
/** Replies after which the next nameserver is asked. */
const TRIED_ELSEWHERE: ReadonlySet<string> = new Set(["SERVFAIL", "NOTIMP", "REFUSED"]);
/** After a reply to only one of two questions, glibc asks one at a time, then each from a socket of its own. */
const SLOWER_MODES = 2;

export class GlibcExchange<Detail> {
  /** True when the outcome is one that ends the search. */
  endsSearch = false;
  /** True when nothing listens there at all: then glibc gives up at once. */
  isUnreachable = false;
  readonly #walk: Walk<Detail>;
  readonly #settings: ExchangeSettings;
  #isSingle: boolean;

  constructor(walk: Walk<Detail>, settings: ExchangeSettings) {
    this.#walk = walk;
    this.#settings = settings;
    this.#isSingle = settings.options.isSingleRequest;
  }

  async ask(candidate: Candidate): Promise<NameOutcome> {
    const { options, servers } = this.#settings;
    const tries = Array.from({ length: options.attempts }, () => servers.keys()).flatMap((keys) => [...keys]);
    let { why } = candidate;
    let replies: readonly ResolverReply[] = [];
    for (const [round, index] of tries.entries()) {
      replies = await this.#askServer(candidate.name, index, why);
      if (replies.some(isProper)) return this.#outcome(replies);
      // A second reply that never came leaves nothing to wait for.
      if (replies.length > 0 && replies.length < this.#walk.lookup.types.length && replies.every(isSilence)) break;
      if (round === tries.length - 1) break;
      const word = replies.map(wordOf)[0] ?? "no reply";
      const elsewhere = servers.length > 1 ? "glibc asks the next nameserver" : "glibc asks again";
      for (const at of replies.keys())
        this.#walk.decideAt(-1 - at, { next: "again", because: `After ${word} ${elsewhere}.` });
      why = `${word}: ${servers.length > 1 ? "the next nameserver is asked" : "it is asked again"}.`;
    }
    this.isUnreachable = replies.length > 0 && replies.every(isRefusedConnection);
    return this.#outcome(replies);
  }

  /** One nameserver's replies; after silence to one of two questions it is asked again in slower ways. */
  async #askServer(name: string, index: number, why: string): Promise<readonly ResolverReply[]> {
    let replies = await this.#send(name, index, why);
    for (let mode = 0; mode < SLOWER_MODES; mode++) {
      const isHalf =
        this.#walk.lookup.types.length > 1 && replies.some(isSilence) && (this.#isHalfway(replies) || mode > 0);
      if (!isHalf) break;
      this.#isSingle = true;
      const because = "Only one of the two replies came: glibc asks one question at a time.";
      for (const at of replies.keys()) this.#walk.decideAt(-1 - at, { next: "again", because });
      replies = await this.#send(name, index, "Only one of two replies came: they are asked for one at a time.");
    }
    return replies;
  }

  #isHalfway(replies: readonly ResolverReply[]): boolean {
    return replies.some(isProper);
  }

  async #send(name: string, index: number, why: string): Promise<readonly ResolverReply[]> {
    const { options, servers } = this.#settings;
    const { types } = this.#walk.lookup;
    const query = {
      name,
      server: servers[index] ?? "",
      why,
      timeoutMs: patienceMs(options.timeoutMs, index, servers.length),
      ...(options.hasEdns ? { ednsSize: EDNS_SIZE } : {}),
    };
    if (!this.#isSingle) return this.#walk.together(types.map((type) => ({ ...query, type })));
    const replies: ResolverReply[] = [];
    for (const type of types) {
      const reply = await this.#walk.inTurn({ ...query, type });
      replies.push(reply);
      if (!isProper(reply)) break;
    }
    return replies;
  }

  #outcome(replies: readonly ResolverReply[]): NameOutcome {
    this.endsSearch = false;
    const proper = replies.filter(isProper);
    const first = proper.length > 0 ? proper : replies;
    const values = valuesOf(first);
    if (values.length > 0) return { kind: "found", values };
    const word = [...new Set(first.map(wordOf))].join(" and ");
    const codes = first.map((reply) => (reply.kind === "reply" ? reply.rcode : ""));
    const decisive = codes[0] === "NOERROR" ? (codes[1] ?? "NOERROR") : (codes[0] ?? "");
    if (decisive === "NXDOMAIN") return { kind: "failed", failure: "not found", word };
    if (decisive === "NOERROR") return { kind: "failed", failure: "no data", word };
    if (decisive === "SERVFAIL") return { kind: "failed", failure: "try again", word };
    this.endsSearch = true;
    return { kind: "failed", failure: decisive === "FORMERR" ? "no recovery" : "try again", word };
  }
}

/** Seconds that a nameserver is waited for: those after the first get a share (send_dg). */
function patienceMs(timeoutMs: number, index: number, servers: number): number {
  if (index === 0) return timeoutMs;
  return Math.max(1, Math.floor(((timeoutMs / 1000) * 2 ** index) / servers)) * 1000;
}

function isProper(reply: ResolverReply): boolean {
  return reply.kind === "reply" && !TRIED_ELSEWHERE.has(reply.rcode);
}

function isSilence(reply: ResolverReply): boolean {
  return reply.kind === "nothing" && !reply.isRefusedConnection;
}

function isRefusedConnection(reply: ResolverReply): boolean {
  return reply.kind === "nothing" && reply.isRefusedConnection;
}
