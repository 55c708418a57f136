/** A and AAAA: a host's addresses (RFC 1035 section 3.4.1, RFC 3596 section 2.2). */
import { readIpv4, readIpv6, writeIpv6 } from "../../go/address.ts";
import { TextError } from "../text/text-error.ts";
import { OCTET_VALUES, octetAt } from "../wire/octets.ts";
import { WireError } from "../wire/wire-error.ts";
import { badField, type RdataCodec, readLineEnd } from "./codec.ts";

/** An IPv4 address. */
export interface A {
  readonly kind: "A";
  /** Dotted decimals. */
  readonly address: string;
}

/** An IPv6 address. */
export interface AAAA {
  readonly kind: "AAAA";
  /** As RFC 5952 has it; an IPv4-mapped address as `::ffff:192.0.2.1`. */
  readonly address: string;
}

const DECIMALS: readonly string[] = Array.from({ length: OCTET_VALUES }, (_, octet) => String(octet));

/** The codec of A records. */
export const a: RdataCodec<A> = {
  kind: "A",
  decode(reader) {
    reader.need(4, "a");
    const { bytes, offset } = reader;
    reader.offset = offset + 4;
    const high = `${DECIMALS[octetAt(bytes, offset)]}.${DECIMALS[octetAt(bytes, offset + 1)]}`;
    return {
      kind: "A",
      address: `${high}.${DECIMALS[octetAt(bytes, offset + 2)]}.${DECIMALS[octetAt(bytes, offset + 3)]}`,
    };
  },
  encode({ address }, sink) {
    let value = 0;
    let octet = 0;
    for (let at = 0; at < address.length; at++) {
      const code = address.charCodeAt(at);
      if (code === 0x2e) {
        value = (value << 8) | octet;
        octet = 0;
      } else {
        octet = octet * 10 + code - 0x30;
      }
    }
    sink.u32(((value << 8) | octet) >>> 0);
  },
  read({ lexer }) {
    const token = lexer.next();
    if (token.error || readIpv4(token.text) === undefined) return badField("A A", token);
    return readLineEnd(lexer) ?? { kind: "A", address: token.text };
  },
  write: ({ address }) => address,
};

/** Bytes of addresses lately encoded: replies repeat, and reading an address takes longer than all else. */
const encoded = new Map<string, Uint8Array>();
const MOST_ENCODED = 4_096;

function bytesOf(address: string): Uint8Array {
  const known = encoded.get(address);
  if (known !== undefined) return known;
  const bytes = readIpv6(address);
  if (bytes === undefined) throw new WireError("overflow packing aaaa");
  if (encoded.size >= MOST_ENCODED) encoded.clear();
  encoded.set(address, bytes);
  return bytes;
}

/** The codec of AAAA records. */
export const aaaa: RdataCodec<AAAA> = {
  kind: "AAAA",
  decode(reader) {
    reader.need(16, "aaaa");
    const address = writeIpv6(reader.bytes, reader.offset);
    reader.offset += 16;
    return { kind: "AAAA", address };
  },
  encode({ address }, sink) {
    sink.raw(bytesOf(address));
  },
  read({ lexer }) {
    const token = lexer.next();
    const bytes = token.error ? undefined : readIpv6(token.text);
    if (bytes === undefined) return badField("AAAA AAAA", token);
    const end = readLineEnd(lexer);
    return end instanceof TextError ? end : { kind: "AAAA", address: writeIpv6(bytes) };
  },
  write: ({ address }) => address,
};
