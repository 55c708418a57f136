/** AAAA records out of A records, for clients behind NAT64 (RFC 6147; CoreDNS, plugin dns64). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import { type Outcome, type SingleOutcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { lastReply } from "../../chain/stream.ts";
import { Class, className } from "../../dns/iana/class.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { readIpv4, writeIpv6 } from "../../go/address.ts";
import { type IpNetwork, parseAddr, writeNetwork } from "../../go/net.ts";
import { embedIpv4, longestTtl } from "../../plugin-kit/embedded-ipv4.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { responseType } from "../../plugin-kit/response-type.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Counter, Family, Metrics } from "../../ports/metrics.ts";
import type { Block } from "../../set-up/setup.ts";
import type { Range } from "../../text/position.ts";
import { words } from "./words.ts";

const NAME = "dns64";

/** What a block's dns64 lines say together. */
export interface Dns64Settings {
  readonly prefix: IpNetwork;
  /** The line that names the prefix; undefined for the well-known one. */
  readonly prefixAt: Range | undefined;
  readonly translateAll: boolean;
  readonly allowIpv4: boolean;
}

/** What it works with. */
export interface Dns64Parts {
  readonly block: Block;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** A handler that asks for A records when there are no AAAA records. */
export function createDns64(settings: Dns64Settings, parts: Dns64Parts): Handler {
  const dns64 = new Dns64(settings, parts);
  return {
    name: NAME,
    serve(query, next, why) {
      if (!settings.allowIpv4 && isIpv4(query)) {
        why?.because("not in scope", words.overIpv4({ client: query.arrival.client.address }));
        return next(query);
      }
      const { qtype, qclass } = query;
      if (qtype !== RRType.AAAA || qclass !== Class.IN) {
        why?.because("not in scope", words.otherQuestion({ qtype: rrtypeName(qtype), qclass: className(qclass) }));
        return next(query);
      }
      return afterwards(next(query), (outcome) => dns64.look(query, outcome, why));
    },
  };
}

/** True when the client asked over IPv4. */
function isIpv4({ arrival }: Query): boolean {
  const { address } = arrival.client;
  return !address.includes(":") || parseAddr(address)?.bytes.length === 4;
}

class Dns64 {
  readonly #settings: Dns64Settings;
  readonly #block: Block;
  readonly #clock: Clock;
  readonly #translations: Family<Counter>;

  constructor(settings: Dns64Settings, { block, clock, metrics }: Dns64Parts) {
    this.#settings = settings;
    this.#block = block;
    this.#clock = clock;
    this.#translations = metrics.counter({
      name: "coredns_dns64_requests_translated_total",
      help: "Counter of DNS requests translated by dns64.",
      labels: ["server"],
    });
  }

  /** Looks at what came back, and asks for A records when there is reason to. */
  look(query: Query, outcome: Outcome, why: Why | undefined): Outcome | Promise<Outcome> {
    if (outcome.stream !== undefined) {
      const { stream, ...rest } = outcome;
      return lastReply(stream).then((reply) => this.look(query, { ...rest, reply }, why));
    }
    const message = outcome.reply?.message;
    if (message === undefined) {
      why?.because("passed", words.nothingCame());
      return outcome;
    }
    const { qname } = query;
    if (responseType(message, this.#clock.nowMs()) === "NXDOMAIN") {
      why?.because("passed", words.nxdomain({ qname }));
      return outcome;
    }
    const hasOwn = message.answer.some(({ type }) => type === RRType.AAAA);
    if (hasOwn && !this.#settings.translateAll) {
      why?.because("passed", words.hasOwn({ qname }));
      return outcome;
    }
    why?.note(words.looksForIpv4({ why: reasonToLook(message, hasOwn), qname }));
    const found = lookUp(this.#block, query, { name: qname, type: RRType.A, why });
    const asked = { query, outcome, message, why };
    return found instanceof Promise ? found.then((ipv4) => this.#answer(asked, ipv4)) : this.#answer(asked, found);
  }

  #answer({ query, outcome, message, why }: Asked, ipv4: Message | undefined): Outcome {
    const { qname } = query;
    if (ipv4 === undefined) {
      why?.because("failed", words.noReply({ qname }));
      return unanswered(NAME, Rcode.SERVFAIL, "dns64: upstream returned no response");
    }
    const ttl = longestTtl(message);
    const answer = ipv4.answer.map((record) => this.#translated(record, ttl));
    this.#translations.child(query.arrival.server).add(1);
    if (why !== undefined) this.#explain({ qname, message, ipv4, ttl }, why);
    const { rcode, truncated, authority, additional, edns, ednsPlace } = ipv4;
    const fields = { rcode, truncated, answer, authority, additional, edns };
    return {
      rcode: Rcode.NOERROR,
      reply: Reply.of({ ...replyTo(query.request, fields), ednsPlace }),
      answeredBy: outcome.answeredBy ?? NAME,
    };
  }

  /** An A record as AAAA record; any other as it is. */
  #translated(record: ResourceRecord, ttl: number): ResourceRecord {
    const { rdata } = record;
    const ipv4 = rdata.kind === "A" ? readIpv4(rdata.address) : undefined;
    if (ipv4 === undefined) return record;
    const address = writeIpv6(embedIpv4(this.#settings.prefix, ipv4));
    return { ...record, type: RRType.AAAA, ttl: Math.min(record.ttl, ttl), rdata: { kind: "AAAA", address } };
  }

  #explain({ qname, message, ipv4, ttl }: Translation, why: Why): void {
    const { prefix, prefixAt } = this.#settings;
    const rule = prefixAt === undefined ? {} : { rule: prefixAt };
    const made = ipv4.answer.filter(({ rdata }) => rdata.kind === "A").length;
    const hasSoa = message.authority.some(({ type }) => type === RRType.SOA);
    const ttlOf = hasSoa ? "that of the SOA record that came first" : "no SOA record came";
    if (made === 0) why.back("changed", words.noIpv4({ qname, rcode: rcodeText(ipv4.rcode) }), rule);
    else why.back("changed", words.translated({ made, prefix: writeNetwork(prefix), ttl, ttlOf }), rule);
  }
}

interface Asked {
  readonly query: Query;
  readonly outcome: SingleOutcome;
  readonly message: Message;
  readonly why: Why | undefined;
}

interface Translation {
  readonly qname: string;
  readonly message: Message;
  readonly ipv4: Message;
  readonly ttl: number;
}

function reasonToLook({ rcode }: Message, hasOwn: boolean): string {
  if (hasOwn) return "translate_all is set";
  return rcode === Rcode.NOERROR ? "the reply has no AAAA record" : `the reply is ${rcodeText(rcode)}`;
}
