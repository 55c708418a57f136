/** From RR types to their codecs. */
import { RRType, rrtypeByName } from "../iana/rrtype.ts";
import { a, aaaa } from "./address.ts";
import { apl } from "./apl.ts";
import { cert, dhcid, eid, nimloc, openpgpkey, smimea, sshfp, tlsa } from "./certificate.ts";
import type { RdataCodec } from "./codec.ts";
import { cdnskey, cds, dlv, dnskey, ds, key, rkey, ta, zonemd } from "./dnssec.ts";
import { amtrelay, ipseckey } from "./gateway.ts";
import { hinfo, isdn, uinfo, x25 } from "./hinfo.ts";
import { hip } from "./hip.ts";
import { eui48, eui64, gid, l32, l64, lp, nid, uid } from "./identifier.ts";
import { gpos, loc } from "./location.ts";
import { minfo, mx } from "./mail.ts";
import { afsdb, kx, px, rp, rt, srv, talink } from "./name-pointers.ts";
import { naptr } from "./naptr.ts";
import { csync, nsec, nsec3, nsec3param, nxt } from "./nsec.ts";
import { cname, dname, mb, md, mf, mg, mr, ns, nsapPtr, ptr } from "./one-name.ts";
import { nullCodec, unknown } from "./opaque.ts";
import type { Rdata } from "./rdata.ts";
import { rrsig, sig } from "./rrsig.ts";
import { soa } from "./soa.ts";
import { https, svcb } from "./svcb.ts";
import { tkey, tsig } from "./transaction.ts";
import { avc, ninfo, resinfo, spf, txt } from "./txt.ts";
import { caa, uri } from "./uri.ts";

/** A codec together with RDATA of its own kind only: look it up by type or by kind, and the kinds agree. */
export type AnyCodec = RdataCodec<Rdata>;

const all: readonly AnyCodec[] = [
  a,
  aaaa,
  apl,
  cert,
  sshfp,
  tlsa,
  smimea,
  openpgpkey,
  dhcid,
  eid,
  nimloc,
  dnskey,
  key,
  cdnskey,
  rkey,
  ds,
  cds,
  dlv,
  ta,
  zonemd,
  ipseckey,
  amtrelay,
  hinfo,
  isdn,
  x25,
  uinfo,
  hip,
  eui48,
  eui64,
  nid,
  l32,
  l64,
  lp,
  uid,
  gid,
  loc,
  gpos,
  mx,
  minfo,
  afsdb,
  rt,
  kx,
  px,
  rp,
  talink,
  srv,
  naptr,
  nsec,
  nxt,
  nsec3,
  nsec3param,
  csync,
  ns,
  cname,
  ptr,
  dname,
  md,
  mf,
  mb,
  mg,
  mr,
  nsapPtr,
  nullCodec,
  rrsig,
  sig,
  soa,
  svcb,
  https,
  tkey,
  tsig,
  txt,
  spf,
  avc,
  ninfo,
  resinfo,
  uri,
  caa,
];

/** The codec of types that have none of their own (RFC 3597). */
export const unknownCodec: AnyCodec = unknown;

const byKind: ReadonlyMap<string, AnyCodec> = new Map([...all, unknownCodec].map((codec) => [codec.kind, codec]));

/** Small type numbers, which nearly all are, by index; the others in a map. */
const SMALL = 272;
const small: (AnyCodec | undefined)[] = new Array<AnyCodec | undefined>(SMALL).fill(undefined);
const large = new Map<number, AnyCodec>();
for (const codec of all) {
  const type = rrtypeByName(codec.kind) ?? NaN;
  if (type < SMALL) small[type] = codec;
  else large.set(type, codec);
}

/** The codec of an RR type; `undefined` for a type without one. */
export function codecOfType(type: number): AnyCodec | undefined {
  return type < SMALL ? small[type] : large.get(type);
}

/** Types that have no RDATA of their own, or none in text, but are known all the same. */
export const NO_TEXT: ReadonlySet<number> = new Set([RRType.ANY, RRType.OPT, RRType.NXNAME]);

/** True for the types that are not written as unknown ones (RFC 3597 section 5). */
export function isKnownType(type: number): boolean {
  return codecOfType(type) !== undefined || NO_TEXT.has(type);
}

/** The codec that RDATA needs: that of the record's type, unless the RDATA is of another kind. */
export function codecOf(rdata: Rdata, type: number): AnyCodec {
  const codec = codecOfType(type);
  return codec?.kind === rdata.kind ? codec : (byKind.get(rdata.kind) ?? unknownCodec);
}
