/**
 * Signs a zone: its records with those of the keys, an NSEC record for every name and a signature of each key for every
 * RRset (RFC 4035 section 2; CoreDNS, Signer.Sign).
 */
import { type Digest, delegationSigner } from "../../dns/dnssec/delegation-signer.ts";
import { type SignatureRecord, type SigningKey, signRrset } from "../../dns/dnssec/sign-rrset.ts";
import { Class } from "../../dns/iana/class.ts";
import { DigestType } from "../../dns/iana/dnssec-algorithm.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, parentOf } from "../../dns/name/name.ts";
import type { NSEC } from "../../dns/rdata/nsec.ts";
import type { Zone, ZoneNode } from "../../zone/zone.ts";

type Records = readonly ResourceRecord[];

/** What a zone is signed with. */
export interface SigningOrder {
  /** The owner of the keys' records. */
  readonly owner: Name;
  readonly keys: readonly SigningKey[];
  readonly digest: Digest;
  /** The new serial number. */
  readonly serial: number;
  /** Seconds since 1970. */
  readonly inception: number;
  readonly expiration: number;
}

/** What cannot be signed: why, in CoreDNS's words. */
class Unsigned extends Error {}

/** The signed zone, piece by piece, in the order in which it is written; a text instead is why there is none. */
export function* signZone(zone: Zone, order: SigningOrder): Generator<Records, string | undefined, void> {
  try {
    yield* signedRecords(zone, order);
    return undefined;
  } catch (error) {
    if (error instanceof Unsigned) return error.message;
    throw error;
  }
}

function* signedRecords(zone: Zone, order: SigningOrder): Generator<Records, void, void> {
  const { soa } = zone.apex;
  if (soa === undefined) throw new Unsigned("no SOA record");
  const { rdata, ttl } = soa;
  const numbered: ResourceRecord = { ...soa, rdata: { ...rdata, serial: order.serial } };
  for (const record of keyRecords(order, ttl)) zone.insert(record);
  const sign = (rrset: Records, ttlSeconds: number): SignatureRecord[] =>
    order.keys.map((key) => signed(rrset, key, { ...order, signer: zone.origin, ttl: ttlSeconds }));
  const { soaSignatures, ns, nsSignatures } = zone.apex;
  yield [numbered, ...soaSignatures, ...sign([numbered], ttl)];
  yield [...ns, ...nsSignatures, ...(ns.length > 0 ? sign(ns, ttl) : [])];
  const nodes = zone.nodes();
  const isOwn = ownNames(nodes);
  const chain = nodes.filter(isOwn).map(({ name }) => name);
  let at = 0;
  for (const node of nodes) {
    if (!isOwn(node)) {
      yield [...node.records.values()].flat();
      continue;
    }
    at++;
    const next = chain[at % chain.length] ?? node.name;
    yield signNode(node, nsecOf(node, { origin: zone.origin, next, ttl: rdata.minimum }), sign);
  }
}

/** The records of a name with its NSEC record and the signatures of all that the zone is authoritative for. */
function signNode(
  node: ZoneNode,
  nsec: ResourceRecord,
  sign: (rrset: Records, ttl: number) => SignatureRecord[],
): Records {
  const rrsets = new Map<number, Records>(node.records);
  rrsets.set(RRType.NSEC, [...(rrsets.get(RRType.NSEC) ?? []), nsec]);
  const records = [...rrsets.values()].flat();
  // An NS record below the apex is the child's to sign.
  const signatures = [...rrsets].flatMap(([type, rrset]) =>
    type === RRType.RRSIG || type === RRType.NS ? [] : sign(rrset, rrset[0]?.ttl ?? 0),
  );
  return [...records, ...signatures];
}

function signed(
  rrset: Records,
  key: SigningKey,
  { signer, ttl, inception, expiration }: SigningOrder & { readonly signer: Name; readonly ttl: number },
): SignatureRecord {
  // Zero stands for the TTL of the records.
  const originalTtl = ttl === 0 ? (rrset[0]?.ttl ?? 0) : ttl;
  const signature = signRrset(rrset, key, { signer, ttl, originalTtl, inception, expiration });
  if ("kind" in signature) throw new Unsigned(signature.text);
  return signature;
}

/** What the keys add: their DNSKEY records, and what tells the parent of them (RFC 7344). */
function keyRecords({ owner, keys, digest }: SigningOrder, ttl: number): ResourceRecord[] {
  const added: ResourceRecord[] = [];
  for (const { record } of keys) {
    const { rdata } = record;
    const shared = { name: owner, class: record.class, ttl };
    added.push({ ...shared, type: RRType.DNSKEY, rdata });
    for (const digestType of [DigestType.SHA1, DigestType.SHA256]) {
      const ds = delegationSigner(owner, rdata, { digestType, digest });
      added.push({ ...shared, type: RRType.CDS, rdata: { ...ds, kind: "CDS" } });
    }
    added.push({ ...shared, type: RRType.CDNSKEY, rdata: { ...rdata, kind: "CDNSKEY" } });
  }
  return added;
}

/** Tells the names that the zone itself has from those below its delegations. */
function ownNames(nodes: readonly ZoneNode[]): (node: ZoneNode) => boolean {
  const delegated = new Set<CanonicalName>();
  for (const { name, records } of nodes) if (records.has(RRType.NS)) delegated.add(canonical(name));
  if (delegated.size === 0) return () => true;
  return ({ name }) => {
    for (let above = parentOf(canonical(name)); above !== undefined; above = parentOf(above)) {
      if (delegated.has(above)) return false;
    }
    return true;
  };
}

interface Link {
  readonly origin: CanonicalName;
  readonly next: Name;
  readonly ttl: number;
}

function nsecOf({ name, records }: ZoneNode, { origin, next, ttl }: Link): ResourceRecord<NSEC> {
  const types = [...records.keys(), RRType.RRSIG, RRType.NSEC];
  if (name === origin) types.push(RRType.NS, RRType.SOA);
  types.sort((a, b) => a - b);
  return { name, type: RRType.NSEC, class: Class.IN, ttl, rdata: { kind: "NSEC", next, types } };
}
