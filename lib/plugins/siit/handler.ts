/** A records out of AAAA records, for IPv4 clients behind a stateless translator (RFC 7915; CoreDNS, plugin siit). */
import { Context, contextValue } from "../../chain/context.ts";
import { afterwards, type Handler } from "../../chain/handler.ts";
import { Key } from "../../chain/key.ts";
import { type Outcome, type SingleOutcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { type ReplyFields, replyTo } from "../../chain/respond.ts";
import { lastReply } from "../../chain/stream.ts";
import { Class, className } from "../../dns/iana/class.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { longestTtl } from "../../plugin-kit/embedded-ipv4.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { responseType } from "../../plugin-kit/response-type.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Counter, Family, Metrics } from "../../ports/metrics.ts";
import type { Block } from "../../set-up/setup.ts";
import { explainTranslation, reasonToLook } from "./explain.ts";
import { mapAddress, type SiitSettings } from "./mapping.ts";
import { words } from "./words.ts";

const NAME = "siit";

/** Marks look-ups of siit, and what other plugins look up for their sake: they would go on without end otherwise. */
const OWN_LOOK_UP = new Key<true>();

/** What it works with. */
export interface SiitParts {
  readonly block: Block;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** A handler that asks for AAAA records when there are no A records. */
export function createSiit(settings: SiitSettings, parts: SiitParts): Handler {
  const siit = new Siit(settings, parts);
  return {
    name: NAME,
    serve(query, next, why) {
      if (contextValue(query.context, OWN_LOOK_UP) === true) {
        why?.because("not in scope", words.ownLookUp());
        return next(query);
      }
      const { qtype, qclass } = query;
      if (qtype !== RRType.A || qclass !== Class.IN) {
        why?.because("not in scope", words.otherQuestion({ qtype: rrtypeName(qtype), qclass: className(qclass) }));
        return next(query);
      }
      return afterwards(next(query), (outcome) => siit.look(query, outcome, why));
    },
  };
}

class Siit {
  readonly #settings: SiitSettings;
  readonly #block: Block;
  readonly #clock: Clock;
  readonly #translations: Family<Counter>;

  constructor(settings: SiitSettings, { block, clock, metrics }: SiitParts) {
    this.#settings = settings;
    this.#block = block;
    this.#clock = clock;
    this.#translations = metrics.counter({
      name: "coredns_siit_requests_translated_total",
      help: "Counter of DNS requests translated by siit.",
      labels: ["server"],
    });
  }

  /** Looks at what came back, and asks for AAAA records when there is reason to. */
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
    const enough = this.#reasonToPass(message, qname);
    if (enough !== undefined) {
      why?.because("passed", enough);
      return outcome;
    }
    why?.note(words.looksForIpv6({ why: reasonToLook(message), qname }));
    const asked = { query, outcome, message, why };
    const found = this.#ipv6Of(query, why);
    return found instanceof Promise ? found.then((ipv6) => this.#answer(asked, ipv6)) : this.#answer(asked, found);
  }

  #reasonToPass(message: Message, qname: string) {
    if (message.truncated) return words.truncated();
    if (responseType(message, this.#clock.nowMs()) === "NXDOMAIN") return words.nxdomain({ qname });
    return message.answer.some(({ type }) => type === RRType.A) ? words.hasOwn({ qname }) : undefined;
  }

  #ipv6Of(query: Query, why: Why | undefined): Message | undefined | Promise<Message | undefined> {
    const own = query.withRequest(query.request);
    own.context = Context.with(query.context, OWN_LOOK_UP, true);
    return lookUp(this.#block, own, { name: query.qname, type: RRType.AAAA, why });
  }

  #answer({ query, outcome, message, why }: Asked, ipv6: Message | undefined): Outcome {
    const { qname } = query;
    if (ipv6 === undefined) {
      why?.because("failed", words.noReply({ qname }));
      return unanswered(NAME, Rcode.SERVFAIL, "siit: upstream lookup returned no response");
    }
    if (ipv6.rcode !== Rcode.NOERROR) {
      why?.back("changed", words.errorCame({ rcode: rcodeText(ipv6.rcode) }));
      return this.#replying({ query, outcome }, { ...fieldsOf(ipv6), rcode: ipv6.rcode, answer: ipv6.answer }, ipv6);
    }
    const ttl = longestTtl(message);
    if (why !== undefined) explainTranslation(this.#settings, { qname, ipv4: message, ipv6, ttl }, why);
    let mapped = false;
    const answer = ipv6.answer.flatMap((record): readonly ResourceRecord[] => {
      const { rdata } = record;
      if (rdata.kind !== "AAAA") return [record];
      const { ipv4 } = mapAddress(this.#settings, rdata.address);
      if (ipv4 === undefined) return [];
      mapped = true;
      return [{ ...record, type: RRType.A, ttl: Math.min(record.ttl, ttl), rdata: { kind: "A", address: ipv4 } }];
    });
    // The code that CoreDNS ends with is that of the message, whatever the plugins after it ended with.
    if (!mapped) return { rcode: message.rcode, reply: outcome.reply, answeredBy: outcome.answeredBy };
    this.#translations.child(query.arrival.server).add(1);
    return this.#replying({ query, outcome }, { ...fieldsOf(ipv6), answer }, ipv6);
  }

  #replying(
    { query, outcome }: Pick<Asked, "query" | "outcome">,
    fields: ReplyFields,
    { ednsPlace }: Message,
  ): SingleOutcome {
    const reply = Reply.of({ ...replyTo(query.request, fields), ednsPlace });
    return { rcode: fields.rcode ?? Rcode.NOERROR, reply, answeredBy: outcome.answeredBy ?? NAME };
  }
}

/** What the reply to the AAAA question gives the one to the client, beside code and answer. */
function fieldsOf({ authoritative, recursionAvailable, truncated, authority, additional, edns }: Message): ReplyFields {
  return { authoritative, recursionAvailable, truncated, authority, additional, edns };
}

interface Asked {
  readonly query: Query;
  readonly outcome: SingleOutcome;
  readonly message: Message;
  readonly why: Why | undefined;
}
