/** Tells clients who they are: address, port and transport in the additional section (CoreDNS, plugin whoami). */
import type { Handler } from "../../chain/handler.ts";
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { MAX_NAME_OCTETS } from "../../dns/name/label.ts";
import { type Name, nameOctets, ROOT } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { words } from "./words.ts";

const NAME = "whoami";

/** A handler that answers everything. */
export function createWhoami(): Handler {
  return { name: NAME, serve: (query, _next, why) => serve(query, why) };
}

function serve(query: Query, why: Why | undefined): Outcome {
  const { name, class: qclass } = query.question;
  const { client } = query.arrival;
  const { protocol } = query;
  const label = `_${protocol}`;
  if (nameOctets(name) + label.length + 1 > MAX_NAME_OCTETS) {
    why?.because("refused", words.noRoom({ protocol }));
    return { rcode: Rcode.NOERROR, answeredBy: NAME };
  }
  why?.because("answered", words.told({ address: client.address, port: client.port, protocol }));
  const additional = [
    addressRecord(name, qclass, client.address),
    {
      // The label is plain and the length was looked at: the whole is a name again.
      name: (name === ROOT ? `${label}.` : `${label}.${name}`) as Name,
      type: RRType.SRV,
      class: qclass,
      ttl: 0,
      rdata: { kind: "SRV", priority: 0, weight: 0, port: client.port, target: ROOT },
    } satisfies ResourceRecord,
  ];
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, additional })));
}

function addressRecord(name: Name, qclass: number, address: string): ResourceRecord {
  const head = { name, class: qclass, ttl: 0 };
  if (!address.includes(":")) return { ...head, type: RRType.A, rdata: { kind: "A", address } };
  const withoutZone = address.replace(/%.*$/, "");
  return { ...head, type: RRType.AAAA, rdata: { kind: "AAAA", address: withoutZone } };
}
