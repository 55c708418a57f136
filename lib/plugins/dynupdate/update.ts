/** One dynamic update from its first look to its reply (RFC 2136; CoreDNS, serveUpdate). */
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { Sentence } from "../../explanation/words.ts";
import type { Log } from "../../ports/log.ts";
import type { Range } from "../../text/position.ts";
import { badUpdate, changed } from "./changes.ts";
import { beyondLimits, zoneOf } from "./contents.ts";
import type { DynamicZone } from "./dynamic-zone.ts";
import { failedPrerequisite, type Refusal } from "./prerequisites.ts";
import { type Records, soaOf } from "./records.ts";
import type { Rules } from "./rules.ts";
import { Store } from "./store.ts";
import { words } from "./words.ts";

export const NAME = "dynupdate";

/** What updates are made with. */
export interface Updating {
  readonly zone: DynamicZone;
  readonly rules: Rules;
  readonly maxUpdateRecords: number;
  readonly log: Log;
  /** False in all workers but the first. */
  readonly takesUpdates: () => boolean;
  /** Told of every change. */
  readonly changed: () => void;
}

/** How an update ended. */
interface Result extends Refusal {
  readonly rule?: Range | undefined;
  /** What CoreDNS logs. */
  readonly error?: string;
}

/** Makes an update, or says why not. */
export async function serveUpdate(updating: Updating, query: Query, why: Why | undefined): Promise<Outcome> {
  const { zone, log } = updating;
  const result = earlyRefusal(updating, query) ?? (await transaction(updating, query));
  const { rcode, sentence, rule, error } = result;
  if (error !== undefined) log.error(`UPDATE for ${zone.origin} failed: ${error}`);
  const verdict = rcode === Rcode.NOERROR ? "answered" : rcode === Rcode.SERVFAIL ? "failed" : "refused";
  why?.because(verdict, sentence, { rule });
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, rcode })));
}

function earlyRefusal({ zone: { origin }, rules, maxUpdateRecords, takesUpdates, log }: Updating, query: Query) {
  const { request, qname, qtype, qclass, signature } = query;
  if (request.question.length !== 1 || qtype !== RRType.SOA || qclass !== Class.IN) {
    return refused(Rcode.FORMERR, words.notSoa());
  }
  if (qname !== origin) return refused(Rcode.NOTAUTH, words.otherZone({ zone: qname, origin }));
  if (signature.state !== "verified") {
    if (log.debugging) log.debug(`refusing UPDATE for ${qname} without a validated TSIG identity`);
    return refused(Rcode.REFUSED, words.unsigned());
  }
  const { key } = signature;
  if (!rules.knows(key)) return refused(Rcode.REFUSED, words.unknownKey({ key }));
  const count = request.answer.length + request.authority.length;
  if (count > maxUpdateRecords) return refused(Rcode.REFUSED, words.tooMany({ count, most: maxUpdateRecords }));
  return takesUpdates() ? undefined : refused(Rcode.SERVFAIL, words.replica());
}

function refused(rcode: number, sentence: Sentence): Result {
  return { rcode, sentence };
}

async function transaction(updating: Updating, query: Query): Promise<Result> {
  const store = await updating.zone.open();
  if (!(store instanceof Store)) return failed(store.error);
  return store.inTurn(() => change(updating, store, query));
}

function failed(error: string): Result {
  return { ...refused(Rcode.SERVFAIL, words.failed({ error })), error };
}

async function change(updating: Updating, store: Store, query: Query): Promise<Result> {
  const { zone, rules, changed: tellChange } = updating;
  const { origin, limits } = zone;
  const { answer: prerequisites, authority: updates } = query.request;
  const key = query.signature.state === "verified" ? query.signature.key : origin;
  const before = { origin, records: store.records };
  // The order counts when more than one thing is wrong.
  const refusal =
    failedPrerequisite(before, prerequisites) ?? notAllowed(rules, key, updates) ?? badUpdate(origin, updates);
  if (refusal !== undefined) return refusal;
  const [first] = updates;
  const rule = first === undefined ? undefined : rules.lineFor(key, first);
  const after = changed(before, updates);
  if (after === undefined) return { ...done(words.unchanged({ key, serial: serialOf(before.records) })), rule };
  const beyond = beyondLimits(after, limits);
  if (beyond !== undefined) return { ...refused(Rcode.REFUSED, words.tooLarge({ error: beyond })), error: beyond };
  const made = zoneOf(after, origin);
  if (typeof made === "string") return failed(`building candidate zone: ${made}`);
  const unwritten = await store.commit(after, made);
  if (unwritten !== undefined) return failed(`committing zone: ${unwritten}`);
  tellChange();
  return { ...done(words.changed({ key, serial: serialOf(after) })), rule };
}

function done(sentence: Sentence): Result {
  return { rcode: Rcode.NOERROR, sentence };
}

function serialOf(records: Records): number {
  return soaOf(records)?.rdata.serial ?? 0;
}

function notAllowed(rules: Rules, key: CanonicalName, updates: Records): Refusal | undefined {
  const other = updates.find((record) => rules.lineFor(key, record) === undefined);
  if (other === undefined) return undefined;
  return refused(Rcode.REFUSED, words.notAllowed({ key, type: rrtypeName(other.type), name: other.name }));
}
