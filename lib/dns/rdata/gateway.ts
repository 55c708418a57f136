/** A gateway that is an address or a name: IPSECKEY (RFC 4025) and AMTRELAY (RFC 8777). */

import { isIpv4Mapped, readAddress, readIpv4, readIpv6, writeAddress, writeIpv4, writeIpv6 } from "../../go/address.ts";
import { readBase64, writeBase64 } from "../../text/base.ts";
import type { Name } from "../name/name.ts";
import { ROOT } from "../name/name.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import type { WireReader } from "../wire/reader.ts";
import type { RdataSink } from "../wire/sink.ts";
import { badField, type RdataCodec, type RdataSource, readLineEnd } from "./codec.ts";
import { addressBytes, nameOfToken, readTextToEnd } from "./field-kinds.ts";

/** A key for IPsec, and who has it. */
export interface IPSECKEY {
  readonly kind: "IPSECKEY";
  readonly precedence: number;
  /** 0 none, 1 IPv4, 2 IPv6, 3 a name. */
  readonly gatewayType: number;
  readonly algorithm: number;
  /** An address or a name as text, `.` for none. */
  readonly gateway: string;
  readonly publicKey: Uint8Array;
}

/** A relay for multicast. */
export interface AMTRELAY {
  readonly kind: "AMTRELAY";
  readonly precedence: number;
  readonly discoveryOptional: boolean;
  /** 0 none, 1 IPv4, 2 IPv6, 3 a name. */
  readonly relayType: number;
  /** An address or a name as text, `.` for none. */
  readonly relay: string;
}

function decodeGateway(type: number, reader: WireReader): string {
  if (type === 1) return writeIpv4(reader.take(4, "a"));
  if (type === 2) return writeIpv6(reader.take(16, "aaaa"));
  return type === 3 ? reader.name() : ROOT;
}

function encodeGateway(type: number, gateway: string, sink: RdataSink): void {
  if (type === 1) sink.raw(addressBytes(gateway, readIpv4));
  else if (type === 2) sink.raw(addressBytes(gateway, readIpv6));
  // A gateway of this type came through nameOfToken or off the wire.
  else if (type === 3) sink.name(gateway as Name);
}

/** CoreDNS gives no reason for a bad gateway. */
function readGateway(type: number, token: Token, source: RdataSource): string | TextError {
  const bad = new TextError("", token);
  if (type === 0) return token.text === "." ? token.text : bad;
  if (type === 3) return nameOfToken(token, source.origin) ?? bad;
  if (type !== 1 && type !== 2) return ROOT;
  const bytes = readAddress(token.text);
  if (bytes === undefined) return bad;
  const isIpv4 = bytes.length === 4 || isIpv4Mapped(bytes);
  return isIpv4 === (type === 1) ? writeAddress(bytes) : bad;
}

/** Reads a number of eight bits and the blank behind it. */
function readOctet({ lexer }: RdataSource, what: string): number | TextError {
  const token = lexer.next();
  const value = token.error ? undefined : readUnsigned(token.text, 0xff);
  if (value === undefined) return badField(what, token);
  lexer.next();
  return value;
}

/** The codec of IPSECKEY records. */
export const ipseckey: RdataCodec<IPSECKEY> = {
  kind: "IPSECKEY",
  decode(reader) {
    const precedence = reader.u8();
    const gatewayType = reader.u8();
    const algorithm = reader.u8();
    const gateway = decodeGateway(gatewayType, reader);
    const publicKey = reader.take(reader.left, "base64");
    return { kind: "IPSECKEY", precedence, gatewayType, algorithm, gateway, publicKey };
  },
  encode(ipseckey, sink) {
    sink.u8(ipseckey.precedence);
    sink.u8(ipseckey.gatewayType);
    sink.u8(ipseckey.algorithm);
    encodeGateway(ipseckey.gatewayType, ipseckey.gateway, sink);
    sink.base64(ipseckey.publicKey);
  },
  read(source) {
    const { lexer } = source;
    const precedence = readOctet(source, "IPSECKEY value");
    if (precedence instanceof TextError) return precedence;
    const gatewayType = readOctet(source, "IPSECKEY value");
    if (gatewayType instanceof TextError) return gatewayType;
    const algorithm = readOctet(source, "IPSECKEY value");
    if (algorithm instanceof TextError) return algorithm;
    let token = lexer.next();
    if (token.error) return badField("IPSECKEY gateway", token);
    const gateway = readGateway(gatewayType, token, source);
    if (gateway instanceof TextError) return gateway;
    lexer.next();
    token = lexer.peek();
    const text = readTextToEnd(source, "IPSECKEY PublicKey");
    if (text instanceof TextError) return text;
    const publicKey = readBase64(text);
    if (publicKey === undefined) return badField("IPSECKEY PublicKey", token);
    return readLineEnd(lexer) ?? { kind: "IPSECKEY", precedence, gatewayType, algorithm, gateway, publicKey };
  },
  write(ipseckey) {
    const numbers = `${ipseckey.precedence} ${ipseckey.gatewayType} ${ipseckey.algorithm}`;
    return `${numbers} ${ipseckey.gateway} ${writeBase64(ipseckey.publicKey)}`;
  },
};

/** With the discovery bit CoreDNS neither reads nor writes a relay: how it writes that there is none. */
const LOST_RELAYS: Readonly<Record<number, string>> = { 1: "<nil>", 2: "<nil>", 3: "" };

/** The codec of AMTRELAY records. */
export const amtrelay: RdataCodec<AMTRELAY> = {
  kind: "AMTRELAY",
  decode(reader) {
    const precedence = reader.u8();
    const bits = reader.u8();
    const relayType = bits & 0x7f;
    const discoveryOptional = bits > 0x7f;
    const relay = discoveryOptional ? (LOST_RELAYS[relayType] ?? ROOT) : decodeGateway(relayType, reader);
    return { kind: "AMTRELAY", precedence, discoveryOptional, relayType, relay };
  },
  encode(amtrelay, sink) {
    sink.u8(amtrelay.precedence);
    sink.u8(amtrelay.relayType | (amtrelay.discoveryOptional ? 0x80 : 0));
    if (!amtrelay.discoveryOptional) encodeGateway(amtrelay.relayType, amtrelay.relay, sink);
  },
  read(source) {
    const { lexer } = source;
    const precedence = readOctet(source, "AMTRELAY value");
    if (precedence instanceof TextError) return precedence;
    let token = lexer.next();
    if (token.error || (token.text !== "0" && token.text !== "1")) return badField("discovery value", token);
    const hasBit = token.text === "1";
    lexer.next();
    const bits = readOctet(source, "AMTRELAY value");
    if (bits instanceof TextError) return bits;
    const discoveryOptional = hasBit || bits > 0x7f;
    const relayType = bits & 0x7f;
    token = lexer.next();
    if (token.error) return badField("AMTRELAY gateway", token);
    const relay = readGateway(relayType, token, source);
    if (relay instanceof TextError) return relay;
    return readLineEnd(lexer) ?? { kind: "AMTRELAY", precedence, discoveryOptional, relayType, relay };
  },
  write(amtrelay) {
    const { precedence, discoveryOptional, relayType, relay } = amtrelay;
    return `${precedence} ${discoveryOptional ? 1 : 0} ${relayType} ${relay}`;
  },
};
