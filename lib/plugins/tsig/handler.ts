/** Checks signed requests and signs the replies to them (CoreDNS, plugin tsig). */
import type { Handler, Next } from "../../chain/handler.ts";
import { afterwards } from "../../chain/handler.ts";
import { answered, type Outcome, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import type { Signature } from "../../chain/seal.ts";
import { requestAfterEcho } from "../../chain/server-replies.ts";
import { eachReply } from "../../chain/stream.ts";
import { normalizeName } from "../../directive/kinds/zone.ts";
import { opcodeName } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { isSigned } from "../../dns/message/signed.ts";
import { type CanonicalName, canonical, ROOT } from "../../dns/name/name.ts";
import { ALGORITHM_NAMES, type Hmac } from "../../dns/tsig/algorithm.ts";
import type { KeyRing, Secrets } from "../../dns/tsig/keys.ts";
import { tsigRecord } from "../../dns/tsig/sign.ts";
import type { TsigRecord } from "../../dns/tsig/signed-octets.ts";
import { type Verification, verifySigned } from "../../dns/tsig/verify.ts";
import type { Why } from "../../explanation/why.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { MustBeSigned } from "./must-be-signed.ts";
import { type Sealing, TsigSeal } from "./seal.ts";
import { words } from "./words.ts";

const NAME = "tsig";

/** What the handler works with. */
export interface TsigSettings {
  readonly zones: readonly CanonicalName[];
  readonly required: MustBeSigned;
  /** The keys of the listener with this label: those of all its blocks. */
  readonly secretsAt: (server: string) => Secrets;
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly log: Log;
}

interface Asked {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

/** A handler that lets only requests through that are signed as they must be. */
export function createTsig(settings: TsigSettings): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      const { request } = query;
      if (request.additional.length === 0) return serveUnsigned(settings, { query, next, why });
      const signed = isSigned(request);
      if (request.additional.some(({ type }, at) => type === RRType.TSIG && !(signed && isLast(request, at)))) {
        why?.because("refused", words.notLast());
        return plain(query, Rcode.FORMERR);
      }
      if (!signed) return serveUnsigned(settings, { query, next, why });
      if (longestMatch(query.qname, settings.zones) !== undefined)
        return new Signed(settings, { query, next, why }).serve();
      why?.because("not in scope", words.outside({ qname: query.qname, zones: settings.zones.join(" ") }));
      return next(query);
    },
  };
}

function isLast({ additional }: Message, at: number): boolean {
  return at === additional.length - 1;
}

function plain({ request }: Query, rcode: number): Outcome {
  return answered(NAME, Reply.of(replyTo(request, { rcode })));
}

function serveUnsigned(
  { required, zones, log }: TsigSettings,
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const reason = required.reason(query);
  if (reason === undefined) {
    why?.because("passed", words.notRequired());
    return next(query);
  }
  if (longestMatch(query.qname, zones) === undefined) {
    why?.because("not in scope", words.outsideUnsigned({ qname: query.qname, zones: zones.join(" ") }));
    return next(query);
  }
  if (log.debugging) log.debug(`rejecting '${rrtypeName(query.qtype)}' request without TSIG`);
  const code = reason === "type" ? rrtypeName(query.qtype) : opcodeName(query.request.opcode);
  const text = reason === "type" ? `a query for ${code}` : `a request with opcode ${code}`;
  why?.because("refused", words.unsigned({ what: text }), { rule: required.lineOf(reason) });
  return plain(query, Rcode.REFUSED);
}

/** A request with a signature, and what is said to it. */
class Signed {
  readonly #settings: TsigSettings;
  readonly #asked: Asked;
  readonly #keys: KeyRing;
  readonly #record: TsigRecord;
  readonly #nowSeconds: () => number;

  constructor(settings: TsigSettings, asked: Asked) {
    const { clock, hmac, secretsAt } = settings;
    this.#settings = settings;
    this.#asked = asked;
    this.#keys = { secrets: secretsAt(asked.query.arrival.server), hmac };
    this.#record = recordOf(asked.query.request);
    this.#nowSeconds = () => Math.floor(clock.nowMs() / 1000);
  }

  serve(): Outcome | Promise<Outcome> {
    const { query, next, why } = this.#asked;
    // Nobody behind this plugin sees the record (RFC 8945 section 5.5 wants otherwise where queries are forwarded).
    query.request = { ...query.request, additional: query.request.additional.slice(0, -1) };
    const { wire } = query;
    const now = this.#nowSeconds();
    const verification =
      wire === undefined ? "odd request" : verifySigned(this.#keys, { wire, record: this.#record }, now);
    query.signature = signatureOf(verification, this.#record);
    if (verification !== "verified") return this.#failed(verification, now);
    why?.because("passed", words.verified({ key: this.#record.name }));
    return afterwards(next(query), (outcome) => this.#seal(outcome, { error: Rcode.NOERROR }));
  }

  #failed(verification: Exclude<Verification, "verified">, now: number): Outcome {
    const { query, why } = this.#asked;
    if (why !== undefined) this.#explain(verification, { why, now });
    const { log } = this.#settings;
    if (log.debugging) log.debug(`TSIG validation failed: ${rrtypeName(query.qtype)} ${SAID[verification]}`);
    const error = errorOf(verification);
    const times = error === Rcode.BADTIME ? { timeSigned: this.#record.rdata.timeSigned, other: u48(now) } : undefined;
    return this.#seal(plain(query, Rcode.NOTAUTH), { error, ...times });
  }

  #seal(outcome: Outcome, signing: Pick<Sealing, "error" | "timeSigned" | "other">): Outcome {
    const { query } = this.#asked;
    const { answeredBy } = outcome;
    const reply = (given: Reply): Reply => this.#withRecord(given, signing);
    const seal = isSealed(query) ? this.#newSeal(signing) : undefined;
    if (outcome.stream !== undefined) return { ...eachReply(outcome, reply), seal };
    if (outcome.error !== undefined) {
      this.#settings.log.error(`request handler returned an error: ${outcome.error.text}`);
    }
    const written = outcome.reply !== undefined || wasWritten(outcome.rcode);
    const given = written ? outcome.reply : Reply.of(replyTo(query.request, { rcode: outcome.rcode }));
    return { rcode: Rcode.NOERROR, reply: given === undefined ? undefined : reply(given), answeredBy, seal };
  }

  #newSeal(signing: Pick<Sealing, "error" | "timeSigned" | "other">): TsigSeal {
    return new TsigSeal({ keys: this.#keys, record: this.#record, nowSeconds: this.#nowSeconds, ...signing });
  }

  /** With the OPT record, which must stand before the signature; where CoreDNS does not sign, with a record of its own. */
  #withRecord(
    reply: Reply,
    { error, timeSigned = 0, other = NOTHING }: Pick<Sealing, "error" | "timeSigned" | "other">,
  ): Reply {
    const { query } = this.#asked;
    const { message } = reply;
    const edns = message.edns ?? requestAfterEcho(query).edns;
    const { additional } = message;
    if (isSealed(query)) return Reply.of({ ...message, edns, ednsPlace: message.ednsPlace ?? additional.length });
    const { name, rdata } = this.#record;
    const record = tsigRecord(name, { ...rdata, fudge: 0, originalId: message.id, error, timeSigned, other });
    return Reply.of({
      ...message,
      edns,
      ednsPlace: message.ednsPlace ?? additional.length,
      additional: [...additional, record],
    });
  }

  #explain(verification: Exclude<Verification, "verified">, { why, now }: { why: Why; now: number }): void {
    const { name, rdata } = this.#record;
    const key = name;
    const isThere = this.#keys.secrets.has(canonical(name));
    const sentences = {
      "unknown key": isThere ? words.wrongCase({ key }) : words.unknownKey({ key }),
      "no secret": words.noSecret({ key }),
      "unknown algorithm": words.unknownAlgorithm({ algorithm: rdata.algorithm, known: ALGORITHM_NAMES.join(", ") }),
      "wrong signature": words.wrongSignature({ key }),
      "odd request": words.oddRequest(),
      "wrong time": words.wrongTime({ key, seconds: Math.abs(now - rdata.timeSigned), fudge: rdata.fudge || 300 }),
    };
    why.because("refused", sentences[verification]);
  }
}

const NOTHING = new Uint8Array();

/** What CoreDNS's library says. */
const SAID: Readonly<Record<Exclude<Verification, "verified">, string>> = {
  "unknown key": "dns: no secrets defined",
  "no secret": "illegal base64 data",
  "unknown algorithm": "dns: bad key algorithm",
  "wrong signature": "dns: bad signature",
  "odd request": "dns: bad authentication",
  "wrong time": "dns: bad time",
};

function recordOf({ additional }: Message): TsigRecord {
  const last = additional.at(-1);
  const rdata = last?.rdata.kind === "TSIG" ? last.rdata : NO_RDATA;
  return { name: last?.name ?? ROOT, ttl: last?.ttl ?? 0, rdata };
}

/** A record that says nothing. */
const NO_RDATA = {
  kind: "TSIG",
  algorithm: ROOT,
  timeSigned: 0,
  fudge: 0,
  mac: NOTHING,
  originalId: 0,
  error: 0,
  other: NOTHING,
} as const;

function errorOf(verification: Exclude<Verification, "verified">): number {
  if (verification === "unknown key") return Rcode.BADKEY;
  return verification === "wrong time" ? Rcode.BADTIME : Rcode.BADSIG;
}

function signatureOf(verification: Verification, { name }: TsigRecord): Signature {
  const key = normalizeName(name);
  return verification === "verified"
    ? { state: "verified", key }
    : { state: "failed", key, error: errorOf(verification) };
}

/** CoreDNS signs what it sends over UDP, TCP and TLS; to others it sends the record of the request back (miekg/dns, Server). */
function isSealed({ arrival: { transport } }: Query): boolean {
  return transport === "udp" || transport === "tcp" || transport === "tls";
}

function u48(seconds: number): Uint8Array {
  const octets = new Uint8Array(6);
  const view = new DataView(octets.buffer);
  view.setUint16(0, Math.floor(seconds / 0x1_00_00_00_00));
  view.setUint32(2, seconds % 0x1_00_00_00_00);
  return octets;
}
