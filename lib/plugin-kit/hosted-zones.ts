/** Zones that a cloud's DNS service keeps, answered as plugin file does (CoreDNS, plugins route53, azure and clouddns). */

import type { Handler, Next } from "../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../chain/outcome.ts";
import type { Query } from "../chain/query.ts";
import { Reply } from "../chain/reply.ts";
import { replyTo } from "../chain/respond.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";
import { type CanonicalName, canonical, readName } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import { defineWords } from "../explanation/words.ts";
import type { Range } from "../text/position.ts";
import type { ZoneAnswer } from "../zone/answer.ts";
import { lookup } from "../zone/lookup.ts";
import { Zone } from "../zone/zone.ts";
import { explainAnswer } from "./explain-zone.ts";
import type { SourcedZone } from "./explain-zone-alias.ts";
import type { InnerQuestion } from "./look-up.ts";
import { type Fallthrough, fallsThrough, longestMatch } from "./zones.ts";

const words = defineWords({
  outside: "{qname} is in none of the zones {zones}",
  passed: "{source} has no answer, and the zone is there more than once: the next one is asked",
  fellThrough: {
    sentence: "zone {zone} ({source}) has no answer to {qname}; fallthrough passes it to the next plugin",
    brief: "not in zone {zone}, which falls through",
  },
  unfetched: "zone {zone} ({source}) has not been fetched, or has no SOA record: SERVFAIL",
});

/** A zone of a service; each refresh puts another in its place. */
export class HostedZone implements SourcedZone {
  readonly origin: CanonicalName;
  readonly source: string;
  /** All records of a service are of the word that names the zone. */
  readonly placeOf: () => Range;
  zone: Zone;

  /** `source` is what people know it by, `at` the word of the Corefile that names it. */
  constructor(origin: CanonicalName, source: string, at: Range) {
    this.origin = origin;
    this.source = source;
    this.placeOf = () => at;
    this.zone = new Zone(origin);
  }
}

/** What the handler works with. */
export interface HostedZonesSettings {
  /** The plugin's name. */
  readonly name: string;
  /** By their names, those of one name in the order in which they are asked. */
  readonly zones: ReadonlyMap<CanonicalName, readonly HostedZone[]>;
  readonly fallthrough: Fallthrough;
  /** Asks the whole server, for CNAMEs that lead out of a zone. */
  readonly resolve: (query: Query, question: InnerQuestion) => Message | undefined | Promise<Message | undefined>;
}

/** Stands for what is written and is no name: no question is ever in it. */
export const NOWHERE = "" as CanonicalName;

/** Zones by the names that are written for them; of two ways to write one name the first counts. */
export function byWrittenName(
  zones: ReadonlyMap<string, readonly { readonly hosted: HostedZone }[]>,
): ReadonlyMap<CanonicalName, readonly HostedZone[]> {
  const named = new Map<CanonicalName, readonly HostedZone[]>();
  for (const [written, kept] of zones) {
    const name = zoneName(written);
    if (name === undefined || named.has(name)) continue;
    named.set(
      name,
      kept.map(({ hosted }) => hosted),
    );
  }
  return named;
}

/** A zone's name as it is written, for look-ups; undefined for what no question can be in. */
export function zoneName(written: string): CanonicalName | undefined {
  const name = written.endsWith(".") ? readName(written) : undefined;
  return name === undefined ? undefined : canonical(name);
}

/** A handler that answers for its zones with authority. */
export function createHostedZones(settings: HostedZonesSettings): Handler {
  const origins = [...settings.zones.keys()];
  return {
    name: settings.name,
    serve(query, next, why) {
      const origin = longestMatch(query.qname, origins);
      const zones = origin === undefined ? undefined : settings.zones.get(origin);
      if (zones !== undefined) return look({ settings, query, next, why, zones }, 0);
      why?.because("not in scope", words.outside({ qname: query.qname, zones: origins.join(" ") }));
      return next(query);
    },
  };
}

interface Asked {
  readonly settings: HostedZonesSettings;
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
  readonly zones: readonly HostedZone[];
}

/** Asks the zone of this number, and those after it until one has an answer or at least the name. */
function look(asked: Asked, index: number): Outcome | Promise<Outcome> {
  const { settings, query, why, zones } = asked;
  const hosted = zones[index];
  if (hosted === undefined) return unanswered(settings.name, Rcode.SERVFAIL);
  const found = lookup(hosted.zone, {
    qname: query.qname,
    qtype: query.qtype,
    dnssecOk: query.dnssecOk,
    depth: query.depth,
    resolve: (name, type) => settings.resolve(query, { name, type, why }),
  });
  const finish = (answer: ZoneAnswer): Outcome | Promise<Outcome> => {
    const isLast = index === zones.length - 1;
    if (isLast || answer.answer.length > 0 || answer.result === "no data") return respond(asked, hosted, answer);
    why?.note(words.passed({ source: hosted.source }));
    return look(asked, index + 1);
  };
  return found instanceof Promise ? found.then(finish) : finish(found);
}

function respond(
  { settings, query, next, why }: Asked,
  hosted: HostedZone,
  answer: ZoneAnswer,
): Outcome | Promise<Outcome> {
  const { name, fallthrough } = settings;
  const { result } = answer;
  const { origin: zone, source } = hosted;
  if (answer.answer.length === 0 && result !== "no data" && fallsThrough(query.qname, fallthrough)) {
    why?.because("fell through", words.fellThrough({ qname: query.qname, zone, source }), { rule: hosted.placeOf() });
    return next(query);
  }
  if (why !== undefined) {
    if (hosted.zone.apex.soa === undefined) why.because("failed", words.unfetched({ zone, source }));
    else explainAnswer(query, { loaded: hosted, answer }, why);
  }
  // Unlike file, CoreDNS drops what an alias led to before it failed.
  if (result === "server failure") return unanswered(name, Rcode.SERVFAIL);
  const message = replyTo(query.request, {
    authoritative: result !== "delegation",
    rcode: result === "name error" ? Rcode.NXDOMAIN : Rcode.NOERROR,
    answer: answer.answer,
    authority: answer.authority,
    additional: answer.additional,
  });
  return answered(name, Reply.of(message));
}
