/** A reply as the cache keeps it: records on one side, bytes with the places of their TTLs on the other. */
import { type KeptWire, Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, Question, ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical } from "../../dns/name/name.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { patchTtl, ttlOffsets } from "../../dns/wire/ttl.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import type { Evictable } from "../../plugin-kit/store.ts";
import { answersQuestion } from "./answering.ts";
import { Popularity } from "./popularity.ts";

const MAX_HEADER_RCODE = 0xf;
const BITS_OFFSET = 2;
const RECURSION_DESIRED = 0x01_00;
const AUTHENTIC_DATA = 0x20;
const CHECKING_DISABLED = 0x10;

/** The reply's bytes without compression, so that another spelling of the question changes no other name. */
interface Wire {
  readonly bytes: Uint8Array;
  readonly ttlOffsets: readonly number[];
  /** The TTL that stands in them. */
  readonly ttlSeconds: number;
}

/** What of a reply depends on who asks, and when. */
interface EntryReply {
  readonly request: Message;
  readonly authenticData: boolean;
  readonly ttlSeconds: number;
}

/** When a reply was kept, and for how long it holds. */
export interface Lifetime {
  /** On the monotonic clock. */
  readonly storedMs: number;
  readonly ttlSeconds: number;
}

/**
 * The message without OPT, which belongs to one hop only (RFC 6891 section 6.2.6), wherever it stands, and with one TTL on
 * all records.
 */
export function withTtl(message: Message, ttlSeconds: number): Message {
  const age = (record: ResourceRecord): ResourceRecord =>
    record.ttl === ttlSeconds ? record : { ...record, ttl: ttlSeconds };
  const section = (records: readonly ResourceRecord[]): readonly ResourceRecord[] =>
    (records.some(isOpt) ? records.filter((record) => !isOpt(record)) : records).map(age);
  return {
    ...message,
    answer: section(message.answer),
    authority: section(message.authority),
    additional: section(message.additional),
    edns: undefined,
    ednsPlace: undefined,
  };
}

function isOpt({ type }: ResourceRecord): boolean {
  return type === RRType.OPT;
}

/** One kept reply. */
export class Entry implements Evictable {
  readonly qname: CanonicalName;
  readonly question: Question;
  readonly ttlSeconds: number;
  readonly storedMs: number;
  /** True when the reply has what its question asks for. */
  readonly answers: boolean;
  readonly popularity = new Popularity();
  /** The wildcard that the reply was made of, for the metadata label `zone/wildcard`. */
  wildcard = "";
  /** The answer that this reply, which is none, took the place of. */
  lastAnswer: Entry | undefined;
  asked = false;
  /** What the question set: these have entries of their own. */
  dnssecOk = false;
  checkingDisabled = false;
  readonly #message: Message;
  /** Made when it is first needed; undefined when the message has none. */
  #wire: Wire | undefined | "not yet" = "not yet";
  #refreshing = false;
  #retryAtMs = Number.NEGATIVE_INFINITY;

  /** `message` has no OPT, one question, and the TTL on all its records already. */
  constructor(message: Message, question: Question, { storedMs, ttlSeconds }: Lifetime) {
    this.#message = message;
    this.question = question;
    this.qname = canonical(question.name);
    this.answers = answersQuestion(message);
    this.storedMs = storedMs;
    this.ttlSeconds = ttlSeconds;
  }

  /** How many records it has, in all sections. */
  get records(): number {
    const { answer, authority, additional } = this.#message;
    return answer.length + authority.length + additional.length;
  }

  get rcode(): number {
    return this.#message.rcode;
  }

  /** Seconds that are left; zero and below when it has expired. */
  secondsLeft(nowMs: number): number {
    return this.ttlSeconds - Math.trunc((nowMs - this.storedMs) / 1000);
  }

  /** The one refresh that may run for this entry: false while one does, or so soon after one that failed. */
  beginRefresh(nowMs: number, recheckMs: number): boolean {
    if (this.#refreshing || (recheckMs > 0 && nowMs < this.#retryAtMs)) return false;
    this.#refreshing = true;
    return true;
  }

  endRefresh(
    nowMs: number,
    { refreshed, recheckMs }: { readonly refreshed: boolean; readonly recheckMs: number },
  ): void {
    this.#retryAtMs = recheckMs > 0 && !refreshed ? nowMs + recheckMs : Number.NEGATIVE_INFINITY;
    this.#refreshing = false;
  }

  /** The reply to a request for this entry. AD is only told to clients that set DO or AD (RFC 6840 section 5.8). */
  replyTo(request: Message, ttlSeconds: number): Reply {
    const authenticData = this.#message.authenticData && (request.authenticData || request.edns?.dnssecOk === true);
    const [asked] = request.question;
    const isSameSpelling = request.question.length === 1 && asked?.name === this.question.name;
    const reply: EntryReply = { request, authenticData, ttlSeconds };
    if (isSameSpelling && request.opcode === Opcode.QUERY && this.#message.rcode <= MAX_HEADER_RCODE) {
      if (this.#wire === "not yet") this.#wire = this.#encode();
      if (this.#wire !== undefined) return Reply.ofKept(new KeptReply(this.#message, this.#wire, reply));
    }
    return Reply.of(messageFor(this.#message, reply));
  }

  /** The bits that depend on the request are off here. Undefined when the message has no wire format. */
  #encode(): Wire | undefined {
    const { rcode, authoritative, recursionAvailable, answer, authority, additional } = this.#message;
    const bits = { response: true, authoritative, truncated: false, recursionDesired: false, recursionAvailable };
    const message: Message = {
      ...{ id: 0, opcode: Opcode.QUERY, rcode, ...bits },
      ...{ zero: false, authenticData: false, checkingDisabled: false },
      ...{ question: [this.question], answer, authority, additional },
    };
    try {
      const bytes = encodeMessage(message);
      return { bytes, ttlOffsets: ttlOffsets(bytes), ttlSeconds: this.ttlSeconds };
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }
}

function messageFor(message: Message, { request, authenticData, ttlSeconds }: EntryReply): Message {
  const aged = withTtl(message, ttlSeconds);
  const { rcode, authoritative, recursionAvailable, answer, authority, additional } = aged;
  const sections = { answer, authority, additional };
  return replyTo(request, { rcode, authoritative, recursionAvailable, authenticData, ...sections });
}

/** A reply out of an entry's bytes, which are copied once: to where the client's reply goes. */
class KeptReply implements KeptWire {
  readonly #message: Message;
  readonly #wire: Wire;
  readonly #reply: EntryReply;

  constructor(message: Message, wire: Wire, reply: EntryReply) {
    this.#message = message;
    this.#wire = wire;
    this.#reply = reply;
  }

  get octets(): Uint8Array {
    return this.#wire.bytes;
  }

  copyTo(target: Uint8Array): void {
    const { bytes, ttlOffsets: offsets, ttlSeconds: keptTtl } = this.#wire;
    const { request, authenticData, ttlSeconds } = this.#reply;
    target.set(bytes);
    target[0] = request.id >> 8;
    target[1] = request.id;
    const bits =
      ((bytes[BITS_OFFSET] ?? 0) << 8) |
      (bytes[BITS_OFFSET + 1] ?? 0) |
      (request.recursionDesired ? RECURSION_DESIRED : 0) |
      (request.checkingDisabled ? CHECKING_DISABLED : 0) |
      (authenticData ? AUTHENTIC_DATA : 0);
    target[BITS_OFFSET] = bits >> 8;
    target[BITS_OFFSET + 1] = bits;
    if (ttlSeconds !== keptTtl) for (const offset of offsets) patchTtl(target, offset, ttlSeconds);
  }

  read(): Message {
    return messageFor(this.#message, this.#reply);
  }
}
