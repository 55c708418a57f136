/** All kinds of RDATA. `kind` is the type's name in the registry; text in it is octet strings unless it says otherwise. */
import type { A, AAAA } from "./address.ts";
import type { APL } from "./apl.ts";
import type { CERT, DHCID, EID, NIMLOC, OPENPGPKEY, SMIMEA, SSHFP, TLSA } from "./certificate.ts";
import type { CDNSKEY, CDS, DLV, DNSKEY, DS, KEY, RKEY, TA, ZONEMD } from "./dnssec.ts";
import type { AMTRELAY, IPSECKEY } from "./gateway.ts";
import type { HINFO, ISDN, UINFO, X25 } from "./hinfo.ts";
import type { HIP } from "./hip.ts";
import type { EUI48, EUI64, GID, L32, L64, LP, NID, UID } from "./identifier.ts";
import type { GPOS, LOC } from "./location.ts";
import type { MINFO, MX } from "./mail.ts";
import type { AFSDB, KX, PX, RP, RT, SRV, TALINK } from "./name-pointers.ts";
import type { NAPTR } from "./naptr.ts";
import type { CSYNC, NSEC, NSEC3, NSEC3PARAM, NXT } from "./nsec.ts";
import type { CNAME, DNAME, MB, MD, MF, MG, MR, NS, NSAPPTR, PTR } from "./one-name.ts";
import type { NULL, UNKNOWN } from "./opaque.ts";
import type { RRSIG, SIG } from "./rrsig.ts";
import type { SOA } from "./soa.ts";
import type { HTTPS, SVCB } from "./svcb.ts";
import type { TKEY, TSIG } from "./transaction.ts";
import type { AVC, NINFO, RESINFO, SPF, TXT } from "./txt.ts";
import type { CAA, URI } from "./uri.ts";

/** The RDATA of one record. */
export type Rdata =
  | A
  | AAAA
  | AFSDB
  | AMTRELAY
  | APL
  | AVC
  | CAA
  | CDNSKEY
  | CDS
  | CERT
  | CNAME
  | CSYNC
  | DHCID
  | DLV
  | DNAME
  | DNSKEY
  | DS
  | EID
  | EUI48
  | EUI64
  | GID
  | GPOS
  | HINFO
  | HIP
  | HTTPS
  | IPSECKEY
  | ISDN
  | KEY
  | KX
  | L32
  | L64
  | LOC
  | LP
  | MB
  | MD
  | MF
  | MG
  | MINFO
  | MR
  | MX
  | NAPTR
  | NID
  | NIMLOC
  | NINFO
  | NS
  | NSAPPTR
  | NSEC
  | NSEC3
  | NSEC3PARAM
  | NULL
  | NXT
  | OPENPGPKEY
  | PTR
  | PX
  | RESINFO
  | RKEY
  | RP
  | RRSIG
  | RT
  | SIG
  | SMIMEA
  | SOA
  | SPF
  | SRV
  | SSHFP
  | SVCB
  | TA
  | TALINK
  | TKEY
  | TLSA
  | TSIG
  | TXT
  | UID
  | UINFO
  | UNKNOWN
  | URI
  | X25
  | ZONEMD;
