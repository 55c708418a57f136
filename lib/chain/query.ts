/**
 * One query on its way through a chain: the request as plugins have left it so far, and who asked, over what.
 * As in CoreDNS, the request is one for the whole way: a plugin that changes it for those after it sets it back if its
 * change must not outlive its own step, or passes a copy on (`withRequest`).
 */
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message, Question } from "../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, ROOT } from "../dns/name/name.ts";
import type { Explanation } from "../explanation/explanation.ts";
import type { Arrival } from "./arrival.ts";
import type { Context } from "./context.ts";
import { type Signature, UNSIGNED } from "./seal.ts";

/** A metadata value, computed when first read. */
export type MetadataValue = () => string;

const NONE: ReadonlySet<number> = new Set();
/** What fits into a message. */
const MOST_OCTETS = 65_535;

export class Query {
  readonly arrival: Arrival;
  /** The request as it came, before any plugin changed it. */
  readonly asked: Message;
  /** The view that chose the block; empty when none did. */
  view = "";
  /** The zone of the server block that took the query. */
  zone: CanonicalName = ROOT;
  /** How many look-ups of this server for itself led here: bounds aliases that go in circles. */
  depth = 0;
  /** When plugins that wait for others should give up, on the monotonic clock; undefined for no limit. */
  deadlineMs: number | undefined;
  /** Labels such as `kubernetes/namespace`, when the metadata plugin is in use. */
  metadata: Map<string, MetadataValue> | undefined;
  /** What plugins keep with it, and with what they ask for its sake. */
  context: Context | undefined;
  /** Codes of EDNS options that a reply without an OPT record repeats (CoreDNS, edns.SetSupportedOption). */
  repeatedOptions: ReadonlySet<number> = NONE;
  /** Told why the reply is as it is, when a plugin of a watched query asks this of its own server. */
  explained: ((explanation: Explanation) => void) | undefined;
  /** What is known of the signature of the request. */
  signature: Signature = UNSIGNED;
  /** Octets that each reply leaves free for its seal; the server's. */
  sealOctets = 0;
  #request: Message;
  #qname: CanonicalName | undefined;
  /** The query that came, of which this is a copy; itself for that one. */
  #first: Query = this;
  #wire: Uint8Array | undefined;
  #isWireOwn = false;

  /** `wire` are the octets that the request was read from; without them nobody sent it. */
  constructor(request: Message, arrival: Arrival, wire?: Uint8Array) {
    this.#request = request;
    this.asked = request;
    this.arrival = arrival;
    this.#wire = wire;
  }

  /**
   * The octets of the request as it came, for as long as the plugins are called and nothing is waited for; undefined
   * afterwards, unless `keepWire` was called, and for a question of this server's own.
   */
  get wire(): Uint8Array | undefined {
    return this.#first.#wire;
  }

  /** The same octets for as long as anybody likes; they are copied once, for whoever asks. */
  keepWire(): Uint8Array | undefined {
    const first = this.#first;
    if (first.#wire !== undefined && !first.#isWireOwn) {
      first.#wire = first.#wire.slice();
      first.#isWireOwn = true;
    }
    return first.#wire;
  }

  /** Forgets the octets that nobody kept: their owner uses them again. */
  releaseWire(): void {
    if (!this.#isWireOwn) this.#wire = undefined;
  }

  get request(): Message {
    return this.#request;
  }

  set request(request: Message) {
    this.#request = request;
    this.#qname = undefined;
  }

  /** The first question; every query in a chain has one. */
  get question(): Question {
    return this.#request.question[0] ?? NO_QUESTION;
  }

  /** The QNAME in lower case: what look-ups use. */
  get qname(): CanonicalName {
    this.#qname ??= canonical(this.question.name);
    return this.#qname;
  }

  /** The QNAME as it was asked. */
  get originalName(): Name {
    return this.question.name;
  }

  get qtype(): number {
    return this.question.type;
  }

  get qclass(): number {
    return this.question.class;
  }

  /** True when the client set DNSSEC OK. */
  get dnssecOk(): boolean {
    return this.#request.edns?.dnssecOk ?? false;
  }

  /** `udp` or `tcp` as CoreDNS's `state.Proto()` tells it: QUIC and HTTP/3 count as UDP. */
  get protocol(): "udp" | "tcp" {
    const { transport } = this.arrival;
    return transport === "udp" || transport === "quic" || transport === "https3" ? "udp" : "tcp";
  }

  /** The largest reply that the client takes, in octets (CoreDNS, edns.Size): at least 512 over UDP, 65535 over TCP. */
  get size(): number {
    if (this.protocol === "tcp") return 65_535;
    return Math.max(512, this.#request.edns?.udpSize ?? 0);
  }

  /** Octets that a reply may have before its seal. One with a seal is never cut off, whatever size the client takes. */
  get room(): number {
    return this.sealOctets === 0 ? this.size : MOST_OCTETS - this.sealOctets;
  }

  /** A query of its own with another request: changes to one are not seen by the other. */
  withRequest(request: Message): Query {
    const copy = new Query(request, this.arrival);
    copy.view = this.view;
    copy.zone = this.zone;
    copy.metadata = this.metadata;
    copy.deadlineMs = this.deadlineMs;
    copy.depth = this.depth;
    copy.context = this.context;
    copy.repeatedOptions = this.repeatedOptions;
    copy.signature = this.signature;
    copy.#first = this.#first;
    return copy;
  }
}

const NO_QUESTION: Question = { name: ROOT, type: RRType.None, class: 0 };
