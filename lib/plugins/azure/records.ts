/** Records out of the sets that Azure lists (CoreDNS, plugin azure). */

import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type Name, readName } from "../../dns/name/name.ts";
import type { Rdata } from "../../dns/rdata/rdata.ts";
import { writeAddress } from "../../go/address.ts";
import { parseIp } from "../../go/net.ts";
import type { AzureRecordSet, AzureSoaRecord, AzureSrvRecord } from "../../ports/cloud-zones.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { Zone } from "../../zone/zone.ts";

/** Puts the records of a set into a zone; what is no record of its type is left out. */
export function insertSet(set: AzureRecordSet, zone: Zone): void {
  const name = readName(set.fqdn ?? "");
  if (name === undefined) return;
  for (const rdata of rdataOf(set)) {
    if (rdata === undefined) continue;
    const record: ResourceRecord = { name, type: RRType[rdata.kind], class: Class.IN, ttl: uint32(set.ttl), rdata };
    zone.insert(record);
  }
}

type Of<Kind extends Rdata["kind"]> = Extract<Rdata, { readonly kind: Kind }>;
type AzureRdata = Of<"A" | "AAAA" | "MX" | "PTR" | "SRV" | "TXT" | "NS" | "SOA" | "CNAME">;

/** In CoreDNS's order. */
function rdataOf(set: AzureRecordSet): readonly (AzureRdata | undefined)[] {
  const { aRecords = [], aaaaRecords = [], mxRecords = [], ptrRecords = [], srvRecords = [], txtRecords = [] } = set;
  const { nsRecords = [], soaRecord, cnameRecord } = set;
  return [
    ...aRecords.map(({ ipv4Address = "" }) => addressOf("A", ipv4Address)),
    ...aaaaRecords.map(({ ipv6Address = "" }) => addressOf("AAAA", ipv6Address)),
    ...mxRecords.map(({ preference, exchange }) =>
      withName(exchange, (name) => ({ kind: "MX", preference: uint16(preference), exchange: name })),
    ),
    ...ptrRecords.map(({ ptrdname }) => withName(ptrdname, (target) => ({ kind: "PTR", target }))),
    ...srvRecords.map(serviceOf),
    ...txtRecords.map(({ value = [] }): AzureRdata => ({ kind: "TXT", texts: value.map(unescaped) })),
    ...nsRecords.map(({ nsdname }) => withName(nsdname, (target) => ({ kind: "NS", target }))),
    soaRecord === undefined ? undefined : authorityOf(soaRecord),
    cnameRecord === undefined ? undefined : withName(cnameRecord.cname, (target) => ({ kind: "CNAME", target })),
  ];
}

function addressOf(kind: "A" | "AAAA", text: string): AzureRdata | undefined {
  const bytes = parseIp(text);
  if (bytes === undefined || (bytes.length === 4) !== (kind === "A")) return undefined;
  return { kind, address: writeAddress(bytes) };
}

function withName(text: string | undefined, make: (name: Name) => AzureRdata): AzureRdata | undefined {
  const name = readName(text ?? "");
  return name === undefined ? undefined : make(name);
}

function serviceOf({ priority, weight, port, target }: AzureSrvRecord): AzureRdata | undefined {
  return withName(target, (name) => ({
    kind: "SRV",
    priority: uint16(priority),
    weight: uint16(weight),
    port: uint16(port),
    target: name,
  }));
}

function authorityOf(record: AzureSoaRecord): AzureRdata | undefined {
  const [mname, rname] = [readName(record.host ?? ""), readName(record.email ?? "")];
  if (mname === undefined || rname === undefined) return undefined;
  return {
    kind: "SOA",
    mname,
    rname,
    serial: uint32(record.serialNumber),
    refresh: uint32(record.refreshTime),
    retry: uint32(record.retryTime),
    expire: uint32(record.expireTime),
    minimum: uint32(record.minimumTtl),
  };
}

const uint16 = (value = 0): number => value & 0xffff;
const uint32 = (value = 0): number => value >>> 0;

/** Texts count as presentation format: a backslash begins an escape (RFC 1035 section 5.1). */
function unescaped(text: string): string {
  return utf8Octets(text).replace(/\\(\d{3}|.)/gs, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number(escaped) & 0xff) : escaped,
  );
}
