/** Names of services that jobs registered with Nomad (CoreDNS, plugin nomad). */

import type { Handler, Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import { canonical, isAtOrBelow, labels, type Name } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { Log } from "../../ports/log.ts";
import type { Counter, Family } from "../../ports/metrics.ts";
import { READINESS } from "../ready/api.ts";
import type { NomadClient, Registration } from "./client.ts";
import { type NomadRecords, recordsOf, startOfAuthority } from "./records.ts";
import type { NomadServers } from "./servers.ts";
import { words } from "./words.ts";

const NAME = "nomad";
const NO_RECORDS: NomadRecords = { answer: [], additional: [], failure: undefined };

/** The zone of the names. */
export interface NomadZone {
  /** As it was written, with its final dot. */
  readonly text: string;
  /** Undefined when the text is no name: then nothing can be denied. */
  readonly name: Name | undefined;
  readonly labels: number;
}

/** What the handler works with. */
export interface NomadSettings {
  readonly servers: NomadServers;
  readonly zone: NomadZone;
  readonly filter: string;
  readonly ttlSeconds: number;
  readonly log: Log;
  readonly successes: Family<Counter>;
  readonly failures: Family<Counter>;
}

/** A handler for the services of a Nomad cluster. */
export function createNomad(settings: NomadSettings): Handler {
  const { zone } = settings;
  return {
    name: NAME,
    offers: offers(READINESS.with(async () => (await settings.servers.client()).ok)),
    serve(query, next, why) {
      const parts = labels(query.qname);
      const [service, namespace] = parts.slice(0, Math.max(parts.length - zone.labels, 0));
      if (service === undefined || namespace === undefined) {
        why?.because(
          next.plugin === undefined ? "failed" : "not in scope",
          words.tooShort({ qname: query.qname, zone: zone.text }),
        );
        return next(query);
      }
      return answer({ settings, query, next, why, service, namespace });
    },
  };
}

/** A name in which a service and a namespace are. */
interface Asking {
  readonly settings: NomadSettings;
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
  readonly service: string;
  readonly namespace: string;
}

async function answer(asking: Asking): Promise<Outcome> {
  const { settings, query, why, service, namespace } = asking;
  const { servers, filter, log } = settings;
  log.debug(`Looking up record for svc: ${service} namespace: ${namespace}`);
  if (why !== undefined) tellCut(asking, why);
  const client = await servers.client();
  const found = client.ok ? await client.value.registrations(service, { namespace, filter }) : client;
  if (!found.ok || !client.ok) {
    const error = found.ok ? "" : found.error;
    log.warning(error);
    why?.because("answered", words.failed({ error }));
    settings.failures.child(query.arrival.server, namespace).add(1);
    // The reply is empty, and the code says otherwise.
    return {
      rcode: Rcode.SERVFAIL,
      reply: Reply.of(replyTo(query.request, { authoritative: true })),
      answeredBy: NAME,
    };
  }
  return found.value.length === 0 ? nothing(asking, client.value) : respond(asking, client.value, found.value);
}

/** The zone is not compared. */
function tellCut({ settings, query, service, namespace }: Asking, why: Why): void {
  why.waits(() => words.waits({ service, namespace }));
  const { name, text, labels: count } = settings.zone;
  if (name !== undefined && isAtOrBelow(query.qname, canonical(name))) return;
  why.note(words.outside({ labels: count, zone: text, service }));
}

function nothing(asking: Asking, { access: { address } }: NomadClient): Outcome {
  const { why, service, namespace } = asking;
  why?.because("answered", words.nothing({ address, service, namespace }));
  return denied(asking, NO_RECORDS);
}

function respond(asking: Asking, { access: { address } }: NomadClient, found: readonly Registration[]): Outcome {
  const { settings, query, why, service, namespace } = asking;
  const { qname } = query;
  const qtype = rrtypeName(query.qtype);
  const records = recordsOf(query, found, settings.ttlSeconds);
  const { answer, additional, failure } = records;
  if (failure?.kind === "type") {
    why?.because("answered", words.otherType({ qname, qtype, service }));
    return denied(asking, records, "query type not implemented");
  }
  if (failure?.kind === "address") {
    why?.because("answered", words.badAddress({ service, address: failure.address }));
    return denied(asking, records, "error parsing IP address");
  }
  if (why !== undefined) {
    const facts = { service, namespace };
    const sentence =
      answer.length === 0
        ? words.otherFamily({ ...facts, qtype })
        : words.found({ ...facts, address, count: found.length });
    why.because("answered", sentence);
  }
  settings.successes.child(query.arrival.server, namespace).add(1);
  const reply = Reply.of(replyTo(query.request, { authoritative: true, answer, additional }));
  return { rcode: Rcode.NOERROR, reply, answeredBy: NAME };
}

/** The SOA record stands behind what was found so far, in the answer section. */
function denied({ settings, query, namespace }: Asking, { answer, additional }: NomadRecords, error?: string): Outcome {
  const soa = startOfAuthority(query.qname, settings.zone.name, settings.ttlSeconds);
  if (soa === undefined)
    return unanswered(NAME, Rcode.SERVFAIL, "write message error: dns: domain name exceeded 255 wire-format octets");
  settings.failures.child(query.arrival.server, namespace).add(1);
  const fields = { authoritative: true, rcode: Rcode.NXDOMAIN, answer: [...answer, soa], additional };
  return {
    rcode: Rcode.NOERROR,
    reply: Reply.of(replyTo(query.request, fields)),
    answeredBy: NAME,
    ...(error === undefined ? {} : { error: { text: error } }),
  };
}
