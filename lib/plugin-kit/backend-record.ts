/** Records made of a store's entries (CoreDNS, etcd/msg.Service). */
import { Class } from "../dns/iana/class.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import type { Name } from "../dns/name/name.ts";
import { readEscapes } from "../dns/text/escape.ts";
import { writeIpv4, writeIpv6 } from "../go/address.ts";
import type { BackendService, HostKind } from "./backend.ts";

const MAX_TEXT_OCTETS = 255;

/** The address of a host. */
export function addressRecord(
  name: Name,
  { kind, address }: Extract<HostKind, { readonly kind: "A" | "AAAA" }>,
  service: BackendService,
): ResourceRecord {
  const rdata =
    kind === "A" ? ({ kind, address: writeIpv4(address) } as const) : ({ kind, address: writeIpv6(address) } as const);
  return { name, type: RRType[kind], class: Class.IN, ttl: service.ttlSeconds, rdata };
}

/** The alias of a name. */
export function aliasRecord(name: Name, service: BackendService, target: Name): ResourceRecord {
  return plainRecord(name, service, { kind: "CNAME", target });
}

/** A record that is only another name. */
export function plainRecord(
  name: Name,
  { ttlSeconds }: BackendService,
  rdata: { readonly kind: "CNAME" | "PTR" | "NS"; readonly target: Name },
): ResourceRecord {
  return { name, type: RRType[rdata.kind], class: Class.IN, ttl: ttlSeconds, rdata };
}

/** The text of an entry, in pieces. */
export function textRecord(name: Name, { text, ttlSeconds }: BackendService): ResourceRecord {
  // CoreDNS cuts first and takes backslashes for escapes afterwards.
  const texts = pieces(text).map(readEscapes);
  return { name, type: RRType.TXT, class: Class.IN, ttl: ttlSeconds, rdata: { kind: "TXT", texts } };
}

/** Pieces of 255 octets; a text of just as many has an empty one after it, as in CoreDNS. */
function pieces(text: string): readonly string[] {
  if (text.length < MAX_TEXT_OCTETS) return [text];
  const found: string[] = [];
  for (let at = 0; at <= text.length; at += MAX_TEXT_OCTETS) found.push(text.slice(at, at + MAX_TEXT_OCTETS));
  return found;
}
