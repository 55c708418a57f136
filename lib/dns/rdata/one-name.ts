/** Types whose RDATA is one name (RFC 1035 section 3.3; DNAME: RFC 6672; NSAP-PTR: RFC 1348). */
import { compressedName, name } from "./field-kinds.ts";
import { type RdataOf, row } from "./fields.ts";

/** An authoritative server of the zone. */
export const ns = row("NS", { target: compressedName("Ns") });
/** The name that an alias stands for. */
export const cname = row("CNAME", { target: compressedName("Target") });
/** Where a name points to, in reverse trees above all. */
export const ptr = row("PTR", { target: compressedName("Ptr") });
/** What a whole subtree is an alias of. */
export const dname = row("DNAME", { target: name("Target") });
/** A mail destination: obsolete. */
export const md = row("MD", { target: compressedName("Md") });
/** A mail forwarder: obsolete. */
export const mf = row("MF", { target: compressedName("Mf") });
/** A host with a mailbox: experimental. */
export const mb = row("MB", { target: compressedName("Mb") });
/** A member of a mail group: experimental. */
export const mg = row("MG", { target: compressedName("Mg") });
/** A mailbox under its new name: experimental. */
export const mr = row("MR", { target: compressedName("Mr") });
/** The name of an NSAP address. */
export const nsapPtr = row("NSAP-PTR", { target: name("Ptr") });

export type NS = RdataOf<typeof ns>;
export type CNAME = RdataOf<typeof cname>;
export type PTR = RdataOf<typeof ptr>;
export type DNAME = RdataOf<typeof dname>;
export type MD = RdataOf<typeof md>;
export type MF = RdataOf<typeof mf>;
export type MB = RdataOf<typeof mb>;
export type MG = RdataOf<typeof mg>;
export type MR = RdataOf<typeof mr>;
export type NSAPPTR = RdataOf<typeof nsapPtr>;
