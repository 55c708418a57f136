/**
 * One query on its way through a chain: the request as plugins have left it so far, and who asked, over what.
 * As in CoreDNS, the request is one for the whole way: a plugin that changes it for those after it sets it back if its
 * change must not outlive its own step, or passes a copy on (`withRequest`).
 */
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message, Question } from "../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, ROOT } from "../dns/name/name.ts";
import type { Explanation } from "../explanation/explanation.ts";

/** Transports that a listener may have. */
export type Transport = "udp" | "tcp" | "tls" | "https" | "https3" | "quic" | "grpc";

/** One end of a conversation. IPv6 addresses stand without brackets. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a query arrives with, apart from the message. */
export interface Arrival {
  readonly client: Endpoint;
  readonly local: Endpoint;
  readonly transport: Transport;
  /** The server's address in CoreDNS's words, for instance `dns://:53`: the `server` label of its metrics. */
  readonly server: string;
  /** Monotonic milliseconds at arrival. */
  readonly arrivedMs: number;
}

/** A metadata value, computed when first read. */
export type MetadataValue = () => string;

const NONE: ReadonlySet<number> = new Set();

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
  /** Codes of EDNS options that a reply without an OPT record repeats (CoreDNS, edns.SetSupportedOption). */
  repeatedOptions: ReadonlySet<number> = NONE;
  /** Told why the reply is as it is, when a plugin of a watched query asks this of its own server. */
  explained: ((explanation: Explanation) => void) | undefined;
  #request: Message;
  #qname: CanonicalName | undefined;

  constructor(request: Message, arrival: Arrival) {
    this.#request = request;
    this.asked = request;
    this.arrival = arrival;
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

  /** A query of its own with another request: changes to one are not seen by the other. */
  withRequest(request: Message): Query {
    const copy = new Query(request, this.arrival);
    copy.view = this.view;
    copy.zone = this.zone;
    copy.metadata = this.metadata;
    copy.deadlineMs = this.deadlineMs;
    copy.depth = this.depth;
    copy.repeatedOptions = this.repeatedOptions;
    return copy;
  }
}

const NO_QUESTION: Question = { name: ROOT, type: RRType.None, class: 0 };
