/** The cache's memory: finding entries, and keeping replies (CoreDNS, plugin cache). */
import type { Query } from "../../chain/query.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Message, Question } from "../../dns/message/message.ts";
import { canonical } from "../../dns/name/name.ts";
import type { HeldReplies, HeldReply } from "../../plugin-kit/held-replies.ts";
import { Store } from "../../plugin-kit/store.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import { cacheType, type Half, halfOf, lifetimeMs, type NotKept, whyNotKept } from "./cacheable.ts";
import { Entry, withTtl } from "./entry.ts";
import type { ServerCounters } from "./metrics.ts";
import type { CacheSettings } from "./settings.ts";

/** What has an entry of its own: name, type, class, DO and CD. */
function keyOf(query: Query): string {
  const { request } = query;
  const bits = (request.edns?.dnssecOk === true ? 2 : 0) + (request.checkingDisabled ? 1 : 0);
  return `${(query.qtype * 0x1_00_00 + query.qclass) * 4 + bits} ${query.qname}`;
}

/** True when a message is a reply to this query's question (CoreDNS, request.Match). */
export function isReplyTo(query: Query, message: Message): boolean {
  const [question] = message.question;
  if (question === undefined || message.question.length !== 1 || !message.response) return false;
  return question.type === query.qtype && question.class === query.qclass && canonical(question.name) === query.qname;
}

/** An entry and the half that it was found in. */
export interface Found {
  readonly entry: Entry;
  readonly half: Half;
}

/** What became of a reply: the form in which it goes on, and the entry that it was kept as. */
export interface Kept {
  readonly message: Message;
  readonly half: Half;
  readonly ttlSeconds: number;
  readonly entry?: Entry | undefined;
  readonly notKept?:
    | NotKept
    | "its TTL is 0"
    | "it does not reply to the question"
    | "its zone is excepted from this half"
    | undefined;
}

/** The reply as its client gets it: those that set neither DO nor AD are not told AD (RFC 6840 section 5.8). */
export function tellAuthentic({ message }: Kept, { request }: Query): Kept["message"] {
  const isTold = request.authenticData || request.edns?.dnssecOk === true;
  return isTold || !message.authenticData ? message : { ...message, authenticData: false };
}

/** On which occasion a reply is kept. */
export interface Occasion {
  /** The query that was passed on. */
  readonly query: Query;
  readonly counters: ServerCounters;
  /** True for a first answer, to which the exceptions of `disable` apply. */
  readonly excepting: boolean;
  /** True when an answer takes a denial's place in the other half. */
  readonly replacesDenial: boolean;
  /** The wildcard that the reply was made of, if any. */
  readonly wildcard: string;
}

export class Keeper {
  readonly #settings: CacheSettings;
  readonly #clock: Clock;
  readonly #halves: Readonly<Record<Half, Store<Entry>>>;

  constructor(settings: CacheSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#halves = { success: new Store(settings.success.capacity), denial: new Store(settings.denial.capacity) };
  }

  /** The entry that serves this query now, expired only as far as stale entries are served. */
  find(query: Query, nowMs: number): Found | undefined {
    const key = keyOf(query);
    const { success, denial } = this.#halves;
    const answer = success.get(key);
    if (this.#settings.stale.preferPositive && this.#settings.stale.upToMs > 0) {
      const best = answer?.answers === true ? answer : answer?.lastAnswer;
      if (best !== undefined && this.#isServed(best, nowMs)) return { entry: best, half: "success" };
    }
    const refusal = denial.get(key);
    const isAnswerServed = answer !== undefined && this.#isServed(answer, nowMs);
    if (refusal !== undefined && this.#isServed(refusal, nowMs)) {
      // A failure passes: it does not stand before an answer that still holds.
      if (refusal.rcode === Rcode.SERVFAIL && isAnswerServed) return { entry: answer, half: "success" };
      return { entry: refusal, half: "denial" };
    }
    return isAnswerServed ? { entry: answer, half: "success" } : undefined;
  }

  /** Whatever there is for this query, expired or not. */
  any(query: Query): Entry | undefined {
    const key = keyOf(query);
    return this.#halves.denial.get(key) ?? this.#halves.success.get(key);
  }

  /** All that is kept, the youngest one by one. */
  held(most: number): Omit<HeldReplies, "at" | "zones"> {
    const { success, denial } = this.#halves;
    const nowMs = this.#clock.monotonicMs();
    const told = [
      ...success.newest(most).map((entry) => heldReply(entry, "success", nowMs)),
      ...denial.newest(most).map((entry) => heldReply(entry, "denial", nowMs)),
    ];
    const newest = told.sort((one, other) => one.ageSeconds - other.ageSeconds).slice(0, most);
    return { total: success.size + denial.size, newest };
  }

  #isServed(entry: Entry, nowMs: number): boolean {
    const left = entry.secondsLeft(nowMs);
    const { upToMs } = this.#settings.stale;
    return left > 0 || (upToMs > 0 && -left < Math.trunc(upToMs / 1000));
  }

  /** Gives a reply its one TTL, takes its OPT record off, and keeps it if it may be kept. */
  keep(reply: Message, occasion: Occasion): Kept {
    const type = cacheType(reply, this.#clock.nowMs());
    const forMs = lifetimeMs(reply, type, this.#settings);
    const ttlSeconds = Math.trunc(forMs / 1000);
    const message = withTtl(reply, ttlSeconds);
    const half = halfOf(type);
    const kept = { message, half, ttlSeconds };
    const notKept = whyNotKept(reply, type);
    if (notKept !== undefined) return { ...kept, notKept };
    if (forMs <= 0) return { ...kept, notKept: "its TTL is 0" };
    const [question] = message.question;
    if (question === undefined || !isReplyTo(occasion.query, message)) {
      occasion.counters.drops().add(1);
      return { ...kept, notKept: "it does not reply to the question" };
    }
    const isExcepted = longestMatch(occasion.query.qname, this.#settings[half].disabledZones) !== undefined;
    if (occasion.excepting && isExcepted) return { ...kept, notKept: "its zone is excepted from this half" };
    const entry = this.#store(question, kept, occasion);
    occasion.counters.entries.success().set(this.#halves.success.size);
    occasion.counters.entries.denial().set(this.#halves.denial.size);
    return { ...kept, entry };
  }

  #store(
    question: Question,
    { message, half, ttlSeconds }: Kept,
    { query, counters, replacesDenial, wildcard }: Occasion,
  ): Entry {
    const key = keyOf(query);
    const store = this.#halves[half];
    const entry = new Entry(message, question, { storedMs: this.#clock.monotonicMs(), ttlSeconds });
    entry.wildcard = wildcard;
    entry.dnssecOk = query.request.edns?.dnssecOk === true;
    entry.checkingDisabled = query.request.checkingDisabled;
    const { preferPositive } = this.#settings.stale;
    if (half === "success" && preferPositive && !entry.answers) {
      const previous = store.get(key);
      entry.lastAnswer = previous?.answers === true ? previous : previous?.lastAnswer;
    }
    if (store.set(key, entry)) counters.evictions[half]().add(1);
    if (half === "success" && (preferPositive ? entry.answers : replacesDenial)) this.#halves.denial.delete(key);
    return entry;
  }
}

function heldReply(entry: Entry, half: Half, nowMs: number): HeldReply {
  const { question, rcode, records, dnssecOk, checkingDisabled } = entry;
  const ageSeconds = Math.trunc((nowMs - entry.storedMs) / 1000);
  const secondsLeft = entry.secondsLeft(nowMs);
  return { ...question, rcode, half, records, ageSeconds, secondsLeft, dnssecOk, checkingDisabled };
}
