/** HIP: a host's identity (RFC 8005). */

import { readBase64, readHex, writeBase64, writeHex } from "../../text/base.ts";
import type { Name } from "../name/name.ts";
import type { Lexer } from "../text/lexer.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import { badField, type RdataCodec, type RdataSource } from "./codec.ts";
import { nameOfToken } from "./field-kinds.ts";

/** A host identity tag, its key, and the servers that know where the host is. */
export interface HIP {
  readonly kind: "HIP";
  readonly algorithm: number;
  readonly hit: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly servers: readonly Name[];
}

function readBytes(lexer: Lexer, what: string, read: (text: string) => Uint8Array | undefined): Uint8Array | TextError {
  lexer.next();
  const token = lexer.next();
  if (token.text === "" || token.error) return badField(what, token);
  return read(token.text) ?? badField(what, token);
}

function readServers({ lexer, origin }: RdataSource): Name[] | TextError {
  const servers: Name[] = [];
  for (;;) {
    const token = lexer.next();
    if (token.kind === "newline" || token.kind === "end") return servers;
    if (token.kind === "blank") continue;
    const server = token.kind === "string" ? nameOfToken(token, origin) : undefined;
    if (server === undefined) return badField("HIP RendezvousServers", token);
    servers.push(server);
  }
}

/** The codec of HIP records. */
export const hip: RdataCodec<HIP> = {
  kind: "HIP",
  decode(reader) {
    const hitLength = reader.u8();
    const algorithm = reader.u8();
    const keyLength = reader.u16();
    const hit = reader.take(hitLength, "hex");
    const publicKey = reader.take(keyLength, "base64");
    const servers: Name[] = [];
    while (!reader.atEnd) servers.push(reader.name());
    return { kind: "HIP", algorithm, hit, publicKey, servers };
  },
  encode(hip, sink) {
    sink.u8(hip.hit.length);
    sink.u8(hip.algorithm);
    sink.u16(hip.publicKey.length);
    sink.raw(hip.hit);
    sink.base64(hip.publicKey);
    for (const server of hip.servers) sink.name(server);
  },
  read(source) {
    const { lexer } = source;
    const token = lexer.next();
    const algorithm = token.error ? undefined : readUnsigned(token.text, 0xff);
    if (algorithm === undefined) return badField("HIP PublicKeyAlgorithm", token);
    const hit = readBytes(lexer, "HIP Hit", readHex);
    if (hit instanceof TextError) return hit;
    const publicKey = readBytes(lexer, "HIP PublicKey", readBase64);
    if (publicKey instanceof TextError) return publicKey;
    const servers = readServers(source);
    return servers instanceof TextError ? servers : { kind: "HIP", algorithm, hit, publicKey, servers };
  },
  write({ algorithm, hit, publicKey, servers }) {
    return [algorithm, writeHex(hit), writeBase64(publicKey), ...servers].join(" ");
  },
};
