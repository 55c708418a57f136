/** Zones for other servers, over AXFR and IXFR (RFC 5936, RFC 1995; CoreDNS, plugin transfer). */
import type { Handler, Next } from "../../chain/handler.ts";
import type { Offers } from "../../chain/key.ts";
import { answered, type Outcome, streamed, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { quote } from "../../go/quote.ts";
import type { Log } from "../../ports/log.ts";
import { type Access, accessTo, mayFetch } from "./access.ts";
import { NOT_AUTHORITATIVE, type Transferer, type TransferredRecords } from "./api.ts";
import { batches } from "./batches.ts";
import { words } from "./words.ts";

const NAME = "transfer";

/** What the handler works with. */
export interface TransferSettings {
  readonly uses: readonly Access[];
  /** The plugins with zones; complete once the block has started. */
  readonly transferers: () => readonly Transferer[];
  readonly log: Log;
  readonly offers: Offers;
}

interface Asked {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

/** A handler that answers AXFR and IXFR questions for the zones of other plugins. */
export function createTransfer({ uses, transferers, log, offers }: TransferSettings): Handler {
  return {
    name: NAME,
    offers,
    serve(query, next, why) {
      if (query.qtype !== RRType.AXFR && query.qtype !== RRType.IXFR) {
        why?.because("not in scope", words.otherType());
        return next(query);
      }
      const asked: Asked = { query, next, why };
      if (query.protocol !== "tcp") {
        why?.because(
          "refused",
          words.datagram({ type: rrtypeName(query.qtype), transport: query.arrival.transport.toUpperCase() }),
        );
        return unanswered(NAME, Rcode.REFUSED);
      }
      const access = accessTo(query.qname, uses);
      if (access === undefined) {
        const zones = uses.flatMap((use) => use.zones).join(" ");
        why?.because("not in scope", words.outside({ qname: query.qname, zones }));
        return next(query);
      }
      return refusal(access, asked) ?? transferOut(transferers(), { log, access }, asked);
    },
  };
}

function refusal(access: Access, { query, why }: Asked): Outcome | undefined {
  const client = query.arrival.client.address;
  if (!mayFetch(access, client)) {
    const facts = { client, qname: query.qname, to: access.to.join(" ") };
    why?.because("refused", words.denied(facts), { rule: access.toAt });
    // Written here, so that log and metrics see it.
    return answered(NAME, Reply.of(replyTo(query.request, { rcode: Rcode.REFUSED })));
  }
  if (serialOf(query) !== undefined) return undefined;
  why?.because("failed", words.noSerial());
  return unanswered(NAME, Rcode.SERVFAIL);
}

/** The serial of the zone that the client has; 0 for AXFR, undefined for an IXFR question that names none. */
function serialOf({ qtype, request }: Query): number | undefined {
  if (qtype !== RRType.IXFR) return 0;
  const [soa] = request.authority;
  return request.authority.length === 1 && soa?.rdata.kind === "SOA" ? soa.rdata.serial : undefined;
}

interface Granted {
  readonly access: Access;
  readonly log: Log;
}

function transferOut(
  transferers: readonly Transferer[],
  { access, log }: Granted,
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const serial = serialOf(query) ?? 0;
  const { qname } = query;
  let found = NOT_AUTHORITATIVE;
  for (const transferer of transferers) {
    found = transferer(qname, serial);
    if (found.kind !== "not authoritative") break;
  }
  switch (found.kind) {
    case "not authoritative":
      why?.because("passed", words.nobody({ qname }));
      return next(query);
    case "failed":
      why?.because("failed", words.failed({ qname, error: found.text }));
      return unanswered(NAME, Rcode.SERVFAIL, found.text);
    case "records": {
      const client = query.arrival.client.address;
      why?.because("answered", words.whole({ client, qname }), { rule: access.toAt });
      return streamed(NAME, messages(query, found.records, { log, why }));
    }
    default:
      return found satisfies never;
  }
}

/** The messages of a transfer, and what is logged when all were taken. */
function* messages(
  query: Query,
  records: TransferredRecords,
  { log, why }: { readonly log: Log; readonly why: Why | undefined },
): Generator<Reply, void> {
  const client = query.arrival.client.address;
  const zone = quote(query.originalName);
  const { qname } = query;
  let soa: ResourceRecord | undefined;
  let serial = 0;
  let sent = 0;
  for (const { batch, isLast } of marked(batches(records))) {
    if (soa === undefined && batch[0]?.rdata.kind === "SOA") {
      soa = batch[0];
      serial = batch[0].rdata.serial;
    }
    if (isLast && batch.length === 1 && soa !== undefined) {
      // So ends as well a zone whose closing SOA record found no room in the message before: CoreDNS takes it for no more.
      if (sent === 0) why?.because("answered", words.unchanged({ client, qname, serial }));
      yield Reply.of(replyTo(query.request, { answer: [soa] }));
      log.info(`Outgoing noop, incremental transfer for up to date zone ${zone} to ${client} for ${serial} SOA serial`);
      return;
    }
    yield Reply.of(replyTo(query.request, { authoritative: true, answer: batch }));
    sent += batch.length;
  }
  log.info(`Outgoing transfer of ${sent} records of zone ${zone} to ${client} for ${serial} SOA serial`);
}

/** Each batch, and whether it is the last. */
function* marked(
  all: Iterable<readonly ResourceRecord[]>,
): Generator<{ readonly batch: readonly ResourceRecord[]; readonly isLast: boolean }, void> {
  let held: readonly ResourceRecord[] | undefined;
  for (const batch of all) {
    if (held !== undefined) yield { batch: held, isLast: false };
    held = batch;
  }
  if (held !== undefined) yield { batch: held, isLast: true };
}
