/** Zones served from master files (CoreDNS, plugin file). */

import type { Handler, Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { explainAnswer } from "../../plugin-kit/explain-zone.ts";
import type { SourcedZone } from "../../plugin-kit/explain-zone-alias.ts";
import type { InnerQuestion } from "../../plugin-kit/look-up.ts";
import { type Fallthrough, fallsThrough, longestMatch } from "../../plugin-kit/zones.ts";
import type { Log } from "../../ports/log.ts";
import type { ZoneAnswer } from "../../zone/answer.ts";
import { lookup } from "../../zone/lookup.ts";
import { NOT_AUTHORITATIVE, TRANSFER, zoneTransfer } from "../transfer/api.ts";
import { words } from "./words.ts";

const NAME = "file";

/** What the handler works with. */
export interface FileSettings {
  readonly zones: ReadonlyMap<CanonicalName, SourcedZone>;
  readonly fallthrough: Fallthrough;
  readonly log: Log;
  /** Asks the whole server, for CNAMEs that lead out of a zone. */
  readonly resolve: (query: Query, question: InnerQuestion) => Message | undefined | Promise<Message | undefined>;
}

/** A handler that answers for its zones with authority. */
export function createFile(settings: FileSettings): Handler {
  const origins = [...settings.zones.keys()];
  return {
    name: NAME,
    offers: offers(
      TRANSFER.with((name, serial) => {
        const loaded = settings.zones.get(name);
        return loaded === undefined ? NOT_AUTHORITATIVE : zoneTransfer(loaded.zone, serial);
      }),
    ),
    serve(query, next, why) {
      const origin = longestMatch(query.qname, origins);
      const loaded = origin === undefined ? undefined : settings.zones.get(origin);
      if (loaded === undefined) return outside(origins, { query, next, why });
      const { zone } = loaded;
      const refused = refusal(loaded, { query, next, why }, settings.log);
      if (zone === undefined || refused !== undefined) return refused ?? unanswered(NAME, Rcode.SERVFAIL);
      const found = lookup(zone, {
        qname: query.qname,
        qtype: query.qtype,
        dnssecOk: query.dnssecOk,
        depth: query.depth,
        resolve: (name, type) => settings.resolve(query, { name, type, why }),
      });
      const finish = (answer: ZoneAnswer): Outcome | Promise<Outcome> => {
        tellWildcard(query, answer);
        return respond(settings, { loaded, answer }, { query, next, why });
      };
      return found instanceof Promise ? found.then(finish) : finish(found);
    },
  };
}

/** The wildcard whose records were given stands in the metadata, for the log and the cache. */
function tellWildcard({ metadata }: Query, { path }: ZoneAnswer): void {
  if (path.kind !== "wildcard" || path.node === undefined) return;
  const { name } = path.node;
  metadata?.set("zone/wildcard", () => name);
}

interface Asked {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

function outside(origins: readonly CanonicalName[], { query, next, why }: Asked): Outcome | Promise<Outcome> {
  const { qname } = query;
  if (next.plugin !== undefined) {
    why?.because("not in scope", words.outside({ qname, zones: origins.join(" ") }));
    return next(query);
  }
  why?.because("failed", words.outsideAlone({ qname, zones: origins.join(" ") }));
  return unanswered(NAME, Rcode.REFUSED);
}

function refusal({ zone, origin, source: file }: SourcedZone, { query, why }: Asked, log: Log): Outcome | undefined {
  if (query.qtype === RRType.AXFR || query.qtype === RRType.IXFR) {
    why?.because("refused", words.transfer());
    return unanswered(NAME, Rcode.REFUSED);
  }
  if (query.request.opcode === Opcode.NOTIFY) {
    log.info(`Dropping notify from ${query.arrival.client.address} for ${origin}`);
    why?.because("refused", words.notify());
    return { rcode: Rcode.NOERROR, answeredBy: NAME };
  }
  if (zone?.apex.soa !== undefined) return undefined;
  why?.because("failed", words.notLoaded({ zone: origin, file }));
  return unanswered(NAME, Rcode.SERVFAIL);
}

interface Found {
  readonly loaded: SourcedZone;
  readonly answer: ZoneAnswer;
}

function respond(
  settings: FileSettings,
  { loaded, answer }: Found,
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const { result } = answer;
  const denied = answer.answer.length === 0 && (result === "name error" || result === "success");
  if (denied && fallsThrough(query.qname, settings.fallthrough)) {
    why?.because("fell through", words.fellThrough({ qname: query.qname, zone: loaded.origin, file: loaded.source }));
    return next(query);
  }
  if (why !== undefined) explainAnswer(query, { loaded, answer }, why);
  if (result === "server failure" && answer.answer.length === 0) return unanswered(NAME, Rcode.SERVFAIL);
  const message = replyTo(query.request, {
    // A referral alone has no authority; an alias of ours before it has (RFC 1034 section 4.3.1).
    authoritative: result !== "delegation" || answer.answer.length > 0,
    rcode: result === "name error" ? Rcode.NXDOMAIN : result === "server failure" ? Rcode.SERVFAIL : Rcode.NOERROR,
    answer: answer.answer,
    authority: answer.authority,
    additional: answer.additional,
  });
  return answered(NAME, Reply.of(message));
}
