/** glibc's resolver (resolv/res_query.c, res_send.c of glibc 2.36), as getaddrinfo and getent use it. */
import { type ExchangeSettings, GlibcExchange } from "./glibc-exchange.ts";
import {
  type Candidate,
  dotsIn,
  dotsInWords,
  isMalformed,
  joined,
  type Resolved,
  type ResolverProfile,
  readOptions,
  serversOf,
} from "./resolver.ts";
import { Walk, walked } from "./walk.ts";

const CAPS = { dots: 15, timeoutSeconds: 30, attempts: 5 };

export const glibc: ResolverProfile = {
  name: "glibc",
  title: "glibc",
  does: [
    "getaddrinfo and getent of glibc 2.36: Debian, Ubuntu, Red Hat and most images that are not Alpine.",
    "A and AAAA go out at the same time from one socket, one after the other with single-request.",
    "NXDOMAIN, NODATA and SERVFAIL lead to the next name of the search list.",
    "REFUSED, NOTIMP, FORMERR and silence end the search; only the name as it is is still tried.",
    "When one of the two gets SERVFAIL or REFUSED and the other a proper reply, that reply counts and nothing is asked again.",
    "Otherwise SERVFAIL, REFUSED and silence are asked again: every nameserver in turn, attempts times (2).",
    "A name with at least ndots dots is asked as it is first, and with the search list after that.",
    "The search list has no bound (it was 6 domains and 256 characters before glibc 2.26).",
  ],
  resolve: (lookup, send) => walked("glibc", new Walk(lookup, send), resolve),
};

/** What is remembered of names that gave nothing (`h_errno`). */
type Failure = "not found" | "no data" | "try again" | "no recovery";

const WORDS: Readonly<Record<Failure, string>> = {
  "not found": "Name or service not known",
  "no data": "No address associated with hostname",
  "try again": "Temporary failure in name resolution",
  "no recovery": "Non-recoverable failure in name resolution",
};

async function resolve<Detail>(walk: Walk<Detail>): Promise<Resolved> {
  const { lookup } = walk;
  const failed = (failure: Failure): Resolved => ({ isFound: false, values: [], error: WORDS[failure] });
  if (isMalformed(lookup.name)) return failed("not found");
  const options = readOptions(lookup.conf.options, CAPS);
  const settings: ExchangeSettings = { options, servers: serversOf(lookup.conf) };
  const search = new Search(walk, new GlibcExchange(walk, settings), options.dots);
  const found = await search.run();
  return found ?? failed(search.failure);
}

/** The search over names (`__res_context_search`). */
class Search<Detail> {
  readonly #walk: Walk<Detail>;
  readonly #exchange: GlibcExchange<Detail>;
  readonly #dots: number;
  readonly #own: number;
  #asIsFailure: Failure | undefined;
  #gotNoData = false;
  #gotServfail = false;
  #last: Failure = "not found";

  constructor(walk: Walk<Detail>, exchange: GlibcExchange<Detail>, dots: number) {
    this.#walk = walk;
    this.#exchange = exchange;
    this.#dots = dots;
    this.#own = dotsIn(walk.lookup.name);
  }

  /** What the whole search failed with: that of the name as it is if that came first, the most hopeful otherwise. */
  get failure(): Failure {
    if (this.#asIsFailure !== undefined) return this.#asIsFailure;
    if (this.#gotNoData) return "no data";
    return this.#gotServfail ? "try again" : this.#last;
  }

  async run(): Promise<Resolved | undefined> {
    const { name, conf } = this.#walk.lookup;
    if (name.endsWith(".")) {
      const why = "The name ends in a dot: it is asked as it is, and no other.";
      return this.#try({ name, why, isAsIs: true }, true);
    }
    let isAsIsLeft = true;
    if (this.#own >= this.#dots) {
      const why = `${dotsInWords(this.#own)}, ndots is ${this.#dots}: the name as it is comes first.`;
      const found = await this.#try({ name: `${name}.`, why, isAsIs: true }, conf.searches.length === 0);
      if (found !== undefined || this.#exchange.isUnreachable) return found;
      this.#asIsFailure = this.#last;
      isAsIsLeft = false;
    }
    for (const [at, { value }] of conf.searches.entries()) {
      if (value === ".") isAsIsLeft = false;
      const isLast = at === conf.searches.length - 1 && !isAsIsLeft;
      const found = await this.#try({ name: joined(name, value), why: this.#whySearched(at), isAsIs: false }, isLast);
      if (found !== undefined || this.#exchange.isUnreachable) return found;
      if (this.#isOver()) break;
    }
    if (!isAsIsLeft) return undefined;
    const why = this.#isOver()
      ? "The search has ended early; the name as it is is still tried."
      : "The search list is over: the name as it is comes last.";
    return this.#try({ name: `${name}.`, why, isAsIs: true }, true);
  }

  #whySearched(at: number): string {
    const domain = `search domain ${at + 1} of ${this.#walk.lookup.conf.searches.length}`;
    return this.#own >= this.#dots
      ? `The name as it is gave nothing: ${domain}.`
      : `${dotsInWords(this.#own)}, fewer than ndots:${this.#dots}: ${domain}.`;
  }

  /** What ends the search: anything but NXDOMAIN, NODATA and SERVFAIL. */
  #isOver(): boolean {
    return this.#exchange.endsSearch || this.#walk.isTooLong;
  }

  async #try(candidate: Candidate, isLast: boolean): Promise<Resolved | undefined> {
    const outcome = await this.#exchange.ask(candidate);
    const { name } = candidate;
    if (outcome.kind === "found") {
      this.#walk.conclude(name, { next: "done", because: "" });
      return { isFound: true, values: outcome.values, name };
    }
    this.#last = outcome.failure;
    if (outcome.failure === "no data") this.#gotNoData = true;
    if (outcome.failure === "try again" && !this.#exchange.endsSearch) this.#gotServfail = true;
    const ends = isLast || this.#exchange.isUnreachable;
    this.#walk.conclude(name, {
      next: ends ? "stops" : "next name",
      because: ends ? "No name is left to try." : this.#after(outcome.word),
    });
    return undefined;
  }

  #after(word: string): string {
    return this.#exchange.endsSearch
      ? `After ${word} glibc leaves the rest of the search list out.`
      : `After ${word} glibc tries the next name.`;
  }
}
