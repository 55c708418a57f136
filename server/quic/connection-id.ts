/** Names of connections, by which datagrams find theirs (RFC 9000 section 5.1). */
import { randomBytes } from "node:crypto";

/** All that this side chooses are as long as they may be. */
export const CONNECTION_ID_OCTETS = 20;

/** A fresh one. */
export function newConnectionId(): Buffer {
  return randomBytes(CONNECTION_ID_OCTETS);
}

/** One as the key of a map. */
export function idKey(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.length).toString("latin1");
}
