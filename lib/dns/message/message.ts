/** A DNS message as records (RFC 1035 section 4.1). Messages are values: whoever changes one makes a new one. */
import type { Name } from "../name/name.ts";
import type { Rdata } from "../rdata/rdata.ts";

/** One entry of the question section. */
export interface Question {
  readonly name: Name;
  /** RR type number, see `iana/rrtype.ts`. */
  readonly type: number;
  /** Class number, see `iana/class.ts`. */
  readonly class: number;
}

/** A resource record. `rdata.kind` names the type in IANA's spelling, `type` is its number. */
export interface ResourceRecord<R extends Rdata = Rdata> {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly rdata: R;
}

/** An EDNS option as it stands on the wire (RFC 6891 section 6.1.2). */
export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** What the OPT pseudo-record says (RFC 6891 section 6.1.3). Its extended RCODE bits are part of `Message.rcode`. */
export interface Edns {
  readonly version: number;
  readonly udpSize: number;
  readonly dnssecOk: boolean;
  /** The remaining fifteen flag bits, as they came. */
  readonly z: number;
  /** The owner name where it is not the root, as it should be. */
  readonly owner?: Name;
  readonly options: readonly EdnsOption[];
}

/** The header's bits and codes, named as in RFC 1035 section 4.1.1 and RFC 4035 section 3. */
export interface Header {
  readonly id: number;
  /** QR: true for a response. */
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  /** The reserved bit between RA and AD. */
  readonly zero: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  /** The RCODE with the EDNS extension joined in: 0 to 4095. */
  readonly rcode: number;
}

/**
 * A whole message. The OPT record is `edns`, never part of `additional`; of several it is the last, and the others are
 * records like any.
 */
export interface Message extends Header {
  readonly question: readonly Question[];
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly edns?: Edns | undefined;
  /** How many of the additional records stand before the OPT record; when undefined, all but a signature at the end. */
  readonly ednsPlace?: number | undefined;
}
