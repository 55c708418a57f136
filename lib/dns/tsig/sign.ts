/** Signs messages: puts a TSIG record behind all others (RFC 8945 section 5.3; miekg/dns, TsigGenerate). */
import { Class } from "../iana/class.ts";
import { Rcode } from "../iana/rcode.ts";
import { RRType } from "../iana/rrtype.ts";
import type { ResourceRecord } from "../message/message.ts";
import { type Name, nameOctets } from "../name/name.ts";
import { tsig as codec, type TSIG } from "../rdata/transaction.ts";
import { u16At } from "../wire/octets.ts";
import { WireError } from "../wire/wire-error.ts";
import { WireWriter } from "../wire/writer.ts";
import { type KeyRing, macOf } from "./keys.ts";
import { filledIn } from "./verify.ts";

/** Octets of a TSIG record beside its names, its MAC and its other data. */
const FIXED_OCTETS = 26;
const HEADER = { type: RRType.TSIG, class: Class.ANY, ttl: 0 } as const;

/** How a message is signed. */
export interface Signing {
  readonly key: Name;
  readonly algorithm: Name;
  /** The code of the record; BADKEY and BADSIG are never signed. */
  readonly error: number;
  /** When it is signed; the present time without it. */
  readonly timeSigned?: number | undefined;
  readonly other?: Uint8Array | undefined;
  /** The MAC of the request, or of the message before this one; empty when there is none. */
  readonly prior: Uint8Array;
  /** True behind the first message of a stream. */
  readonly timersOnly: boolean;
}

/** A message with its record, and the MAC that is in it. */
export interface Signed {
  readonly message: Uint8Array;
  readonly mac: Uint8Array;
}

const NOTHING = new Uint8Array();

/** A message with its record. Throws `WireError` for a key that does not make MACs. */
export function sign(keys: KeyRing, { message, signing }: ToSign, nowSeconds: number): Signed {
  const { key: name, algorithm, error, other = NOTHING, prior, timersOnly } = signing;
  const unsigned = { kind: "TSIG", algorithm, timeSigned: signing.timeSigned ?? 0, fudge: 0, mac: NOTHING } as const;
  // The library of CoreDNS has no room for it, so that nothing is sent.
  if (prior.length === 1) throw new WireError("overflow packing hex");
  const record = filledIn(
    { name, ttl: 0, rdata: { ...unsigned, originalId: u16At(message, 0), error, other } },
    nowSeconds,
  );
  if (error === Rcode.BADKEY || error === Rcode.BADSIG) {
    return { message: append(message, { name, rdata: { ...record.rdata, timeSigned: 0 } }), mac: NOTHING };
  }
  const mac = macOf(keys, { message, record, prior, timersOnly });
  if (typeof mac === "string") throw new WireError(mac);
  return { message: append(message, { name, rdata: { ...record.rdata, mac } }), mac };
}

/** A finished message, and how to sign it. */
interface ToSign {
  readonly message: Uint8Array;
  readonly signing: Signing;
}

/** Octets of a record with a MAC of this length. */
export function signatureOctets({ key, algorithm, other = NOTHING }: Signing, macOctets: number): number {
  return nameOctets(key) + nameOctets(algorithm) + FIXED_OCTETS + macOctets + other.length;
}

/** A record that goes into a message as it is. */
export function tsigRecord(name: Name, rdata: TSIG): ResourceRecord<TSIG> {
  return { name, ...HEADER, rdata };
}

function append(message: Uint8Array, { name, rdata }: { readonly name: Name; readonly rdata: TSIG }): Uint8Array {
  const octets = nameOctets(name) + nameOctets(rdata.algorithm) + FIXED_OCTETS + rdata.mac.length + rdata.other.length;
  const writer = new WireWriter(new Uint8Array(message.length + octets));
  writer.raw(message);
  writer.setU16(10, u16At(message, 10) + 1);
  writer.name(name);
  writer.u16(HEADER.type);
  writer.u16(HEADER.class);
  writer.u32(HEADER.ttl);
  writer.u16(octets - nameOctets(name) - 10);
  codec.encode(rdata, writer);
  return writer.bytes.subarray(0, writer.offset);
}
