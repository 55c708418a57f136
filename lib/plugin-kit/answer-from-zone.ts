/** Answers out of a zone, for the plugins that have zones (CoreDNS, plugin file). */
import type { Next } from "../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../chain/outcome.ts";
import type { Query } from "../chain/query.ts";
import { Reply } from "../chain/reply.ts";
import { replyTo } from "../chain/respond.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import type { ZoneAnswer } from "../zone/answer.ts";
import { lookup } from "../zone/lookup.ts";
import type { Zone } from "../zone/zone.ts";
import { explainAnswer } from "./explain-zone.ts";
import type { SourcedZone } from "./explain-zone-alias.ts";
import type { InnerQuestion } from "./look-up.ts";
import { zoneWords as words } from "./zone-words.ts";
import { type Fallthrough, fallsThrough } from "./zones.ts";

/** A query at a plugin. */
export interface Asked {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

/** How a plugin answers out of its zones. */
export interface ZoneAnswering {
  readonly plugin: string;
  readonly fallthrough: Fallthrough;
  /** Whether an alias of the zone before a referral keeps the authority, as RFC 1034 section 4.3.1 has it. */
  readonly aliasKeepsAuthority: boolean;
  /** Asks the whole server, for CNAMEs that lead out of a zone. */
  readonly resolve: (query: Query, question: InnerQuestion) => Message | undefined | Promise<Message | undefined>;
}

/** A zone, and its data as they are now. */
export interface LoadedZone {
  readonly loaded: SourcedZone;
  readonly zone: Zone;
}

/** What the zone answers; it goes on to the next plugin where fallthrough says so. */
export function answerFromZone(
  answering: ZoneAnswering,
  { loaded, zone }: LoadedZone,
  asked: Asked,
): Outcome | Promise<Outcome> {
  const { query, why } = asked;
  const found = lookup(zone, {
    qname: query.qname,
    qtype: query.qtype,
    dnssecOk: query.dnssecOk,
    depth: query.depth,
    resolve: (name, type) => answering.resolve(query, { name, type, why }),
  });
  const finish = (answer: ZoneAnswer): Outcome | Promise<Outcome> => {
    tellWildcard(query, answer);
    return respond(answering, { loaded, answer }, asked);
  };
  return found instanceof Promise ? found.then(finish) : finish(found);
}

/** No zone of the plugin has the name: the next plugin is asked, and without one it is REFUSED. */
export function outsideOfZones(
  plugin: string,
  zones: readonly CanonicalName[],
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const { qname } = query;
  if (next.plugin !== undefined) {
    why?.because("not in scope", words.outside({ qname, zones: zones.join(" ") }));
    return next(query);
  }
  why?.because("failed", words.outsideAlone({ qname, zones: zones.join(" "), plugin }));
  return unanswered(plugin, Rcode.REFUSED);
}

/** The wildcard whose records were given stands in the metadata, for the log and the cache. */
function tellWildcard({ metadata }: Query, { path }: ZoneAnswer): void {
  if (path.kind !== "wildcard" || path.node === undefined) return;
  const { name } = path.node;
  metadata?.set("zone/wildcard", () => name);
}

interface Found {
  readonly loaded: SourcedZone;
  readonly answer: ZoneAnswer;
}

function respond(
  { plugin, fallthrough, aliasKeepsAuthority }: ZoneAnswering,
  { loaded, answer }: Found,
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const { result } = answer;
  const denied = answer.answer.length === 0 && (result === "name error" || result === "success");
  if (denied && fallsThrough(query.qname, fallthrough)) {
    why?.because("fell through", words.fellThrough({ qname: query.qname, zone: loaded.origin, source: loaded.source }));
    return next(query);
  }
  if (why !== undefined) explainAnswer(query, { loaded, answer }, why);
  if (result === "server failure" && answer.answer.length === 0) return unanswered(plugin, Rcode.SERVFAIL);
  const message = replyTo(query.request, {
    authoritative: result !== "delegation" || (aliasKeepsAuthority && answer.answer.length > 0),
    rcode: result === "name error" ? Rcode.NXDOMAIN : result === "server failure" ? Rcode.SERVFAIL : Rcode.NOERROR,
    answer: answer.answer,
    authority: answer.authority,
    additional: answer.additional,
  });
  return answered(plugin, Reply.of(message));
}
