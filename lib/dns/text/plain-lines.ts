/**
 * Master files have millions of lines that are nothing but an owner, a TTL, a class, a type and RDATA of a usual kind. These
 * are read from octets to octets. What is not plain to see, mistakes among it, is left to the reader of records.
 */
import { octetString } from "../../text/octets.ts";
import { Class } from "../iana/class.ts";
import { RRType } from "../iana/rrtype.ts";
import { canonical, type Name } from "../name/name.ts";
import { octetAt, u16At } from "../wire/octets.ts";
import { NEWLINE, RETURN, SPACE, TAB } from "./characters.ts";
import type { LineState } from "./line-state.ts";
import { PlainCursor } from "./plain-cursor.ts";
import { type FilledOctets, lowerOctet, MAX_NAME_CHARACTERS, PlainOrigin, putText, roomFor } from "./plain-origin.ts";
import { readPlainRdata } from "./plain-rdata.ts";
import { readWord, typeOfWord, wordNumber } from "./plain-words.ts";

/** The line is not plain. */
const NOT_PLAIN = -1;
/** The octets end before the line does. */
export const LINE_IS_OPEN = -2;

const MAX_RDATA_OCTETS = 0xff_ff;
const MAX_U32 = 0xff_ff_ff_ff;
const IN = wordNumber("IN");

/** A record of class IN as octets, names in lower case where CoreDNS has them so in its zones. */
export interface PlainRecord {
  /** Presentation format in lower case. */
  readonly owner: FilledOctets;
  readonly class: number;
  readonly type: number;
  readonly ttl: number;
  /** Wire format without compression. */
  readonly rdata: FilledOctets;
}

/** Reads plain lines one by one. */
export class PlainLines {
  /** The record of the line that was read last, if `hasRecord`; the next one overwrites it. */
  readonly record: PlainRecord & { type: number; ttl: number } = {
    owner: roomFor(MAX_NAME_CHARACTERS),
    class: Class.IN,
    type: RRType.None,
    ttl: NaN,
    rdata: roomFor(MAX_RDATA_OCTETS),
  };
  /** False behind an empty line. */
  hasRecord = false;

  readonly #line = new PlainCursor();
  readonly #apex: FilledOctets;
  #origin = new PlainOrigin(undefined);
  #defaultTtl = -1;
  #isTtlFixed = false;
  #mayRead = false;
  /** The last owner in its own case, and room for the one that is being read. */
  #owner = roomFor(MAX_NAME_CHARACTERS);
  #nextOwner = roomFor(MAX_NAME_CHARACTERS);
  #isOwnerLower = true;

  /** `apex` owns NS records that are not plain: they stand apart in a zone. */
  constructor(apex: Name) {
    const octets = new Uint8Array(apex.length);
    this.#apex = { octets, length: putText(canonical(apex), octets) };
  }

  /** Goes on where the reader of records is. */
  follow({ origin, ttlDefault, owner }: LineState): void {
    if (origin !== this.#origin.name) this.#origin = new PlainOrigin(origin);
    this.#defaultTtl = ttlDefault?.seconds ?? -1;
    this.#isTtlFixed = ttlDefault?.byDirective ?? false;
    this.#mayRead = this.#origin.isPlain && !owner.includes("\\");
    if (!this.#mayRead) return;
    this.#owner.length = putText(owner, this.#owner.octets);
    this.#lowerOwner(this.#owner);
  }

  /** Where the reader of records goes on. */
  get state(): LineState {
    const ttlDefault = this.#defaultTtl < 0 ? undefined : { seconds: this.#defaultTtl, byDirective: this.#isTtlFixed };
    return {
      origin: this.#origin.name,
      ttlDefault,
      owner: octetString(this.#owner.octets, 0, this.#owner.length) as Name,
    };
  }

  /** Reads the line at `start`; gives the place behind it, or why nothing was read. */
  read(octets: Uint8Array, start: number): number {
    if (!this.#mayRead) return NOT_PLAIN;
    const newline = octets.indexOf(NEWLINE, start);
    if (newline < 0) return LINE_IS_OPEN;
    this.hasRecord = newline > start;
    if (!this.hasRecord) return newline + 1;
    const line = this.#line;
    line.octets = octets;
    line.at = start;
    line.end = octets[newline - 1] === RETURN ? newline - 1 : newline;
    const first = octets[start];
    const hasOwner = first !== SPACE && first !== TAB;
    if (hasOwner && !this.#origin.readText(line, this.#nextOwner)) return NOT_PLAIN;
    if (!line.blanks() || !this.#readHead()) return NOT_PLAIN;
    if (hasOwner) this.#lowerOwner(this.#nextOwner);
    const { record } = this;
    const { rdata, type } = record;
    if (!readPlainRdata(type, { line, origin: this.#origin, into: rdata }) || !this.#isPlainOwner()) return NOT_PLAIN;
    if (hasOwner) [this.#owner, this.#nextOwner] = [this.#nextOwner, this.#owner];
    if (!this.#isTtlFixed) this.#defaultTtl = record.ttl;
    return newline + 1;
  }

  #lowerOwner({ octets, length }: FilledOctets): void {
    const { owner } = this.record;
    let isLower = true;
    for (let at = 0; at < length; at++) {
      const octet = octetAt(octets, at);
      const lower = lowerOctet(octet);
      if (lower !== octet) isLower = false;
      owner.octets[at] = lower;
    }
    owner.length = length;
    this.#isOwnerLower = isLower;
  }

  /** SRV records keep the case of their owners; SOA and NS records of the apex stand apart, and so do their signatures. */
  #isPlainOwner(): boolean {
    const { type, rdata } = this.record;
    if (type === RRType.SRV) return this.#isOwnerLower;
    const kind = type === RRType.RRSIG ? u16At(rdata.octets, 0) : type;
    return kind !== RRType.SOA && (kind !== RRType.NS || !this.#isAtApex());
  }

  #isAtApex(): boolean {
    const { owner } = this.record;
    if (owner.length !== this.#apex.length) return false;
    for (let at = 0; at < owner.length; at++) if (owner.octets[at] !== this.#apex.octets[at]) return false;
    return true;
  }

  /** TTL and class in any order, each once or not at all, then the type and blanks. */
  #readHead(): boolean {
    const line = this.#line;
    let ttl = -1;
    let hasClass = false;
    for (;;) {
      const octet = line.octet;
      if (octet >= 0x30 && octet <= 0x39) {
        if (ttl >= 0) return false;
        ttl = line.number(MAX_U32);
        if (ttl < 0 || !line.blanks()) return false;
        continue;
      }
      const word = readWord(line);
      if (word < 0 || !line.blanks()) return false;
      if (word === IN) {
        if (hasClass) return false;
        hasClass = true;
        continue;
      }
      const type = typeOfWord(word);
      if (type === undefined || (ttl < 0 && this.#defaultTtl < 0)) return false;
      this.record.type = type;
      this.record.ttl = ttl < 0 ? this.#defaultTtl : ttl;
      return true;
    }
  }
}
