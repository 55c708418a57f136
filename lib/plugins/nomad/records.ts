/** Records made of registrations. */
import type { Query } from "../../chain/query.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, joinLabels, labels, type Name } from "../../dns/name/name.ts";
import { writeAddress } from "../../go/address.ts";
import { parseIp } from "../../go/net.ts";
import type { Registration } from "./client.ts";

/** Records, and what ended their making: those before it stay. */
export interface NomadRecords {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly failure: { readonly kind: "type" } | { readonly kind: "address"; readonly address: string } | undefined;
}

const PRIORITY = 10;
const WEIGHT = 10;

/** The records of the type that is asked for. */
export function recordsOf(
  { originalName, qname, qtype }: Query,
  registrations: readonly Registration[],
  ttl: number,
): NomadRecords {
  const answer: ResourceRecord[] = [];
  const additional: ResourceRecord[] = [];
  for (const { address, port } of registrations) {
    const bytes = parseIp(address);
    if (bytes === undefined) return { answer, additional, failure: { kind: "address", address } };
    const type = bytes.length === 4 ? RRType.A : RRType.AAAA;
    if (qtype === RRType.A || qtype === RRType.AAAA) {
      if (qtype === type) answer.push(addressRecord(originalName, bytes, ttl));
    } else if (qtype === RRType.SRV) {
      const rdata = { kind: "SRV", priority: PRIORITY, weight: WEIGHT, port: port & 0xffff, target: qname } as const;
      answer.push({ name: originalName, type: RRType.SRV, class: Class.IN, ttl, rdata });
      additional.push(addressRecord(qname, bytes, ttl));
    } else return { answer, additional, failure: { kind: "type" } };
  }
  return { answer, additional, failure: undefined };
}

function addressRecord(name: Name, bytes: Uint8Array, ttl: number): ResourceRecord {
  const address = writeAddress(bytes);
  return bytes.length === 4
    ? { name, type: RRType.A, class: Class.IN, ttl, rdata: { kind: "A", address } }
    : { name, type: RRType.AAAA, class: Class.IN, ttl, rdata: { kind: "AAAA", address } };
}

/** The SOA record of a denial: the name itself owns it. Undefined when a name in it would be too long. */
export function startOfAuthority(
  qname: CanonicalName,
  zone: Name | undefined,
  ttl: number,
): ResourceRecord | undefined {
  const mname = joinLabels(["ns1", ...labels(qname)]);
  const rname = zone === undefined ? undefined : joinLabels(["hostmaster", ...labels(zone)]);
  if (mname === undefined || rname === undefined) return undefined;
  const rdata = {
    kind: "SOA",
    mname,
    rname,
    serial: 0,
    refresh: 3600,
    retry: 600,
    expire: 86_400,
    minimum: 30,
  } as const;
  return { name: qname, type: RRType.SOA, class: Class.IN, ttl, rdata };
}
