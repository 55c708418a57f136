/** Keys that client and server share, and the MACs that they make. */
import { parseBase64 } from "../../go/base64.ts";
import type { Name } from "../name/name.ts";
import { type Hmac, hashOf } from "./algorithm.ts";
import { type Covered, signedOctets } from "./signed-octets.ts";

/** Secrets by the names of their keys; undefined for one that is not Base64, with which nothing is ever verified. */
export type Secrets = ReadonlyMap<string, Uint8Array | undefined>;

/** The octets of a secret in Base64. */
export function readSecret(text: string): Uint8Array | undefined {
  const read = parseBase64(text);
  return read.ok ? read.value : undefined;
}

/** What is needed to make MACs. */
export interface KeyRing {
  readonly secrets: Secrets;
  readonly hmac: Hmac;
}

/** A MAC, or why there is none. */
export type Mac = Uint8Array | "unknown key" | "no secret" | "unknown algorithm";

/** The MAC for what is covered. As in CoreDNS the name of the key must be written in lower case. */
export function macOf({ secrets, hmac }: KeyRing, covered: Covered): Mac {
  const { name, rdata } = covered.record;
  const key: Name = name;
  if (!secrets.has(key)) return "unknown key";
  const secret = secrets.get(key);
  if (secret === undefined) return "no secret";
  const hash = hashOf(rdata.algorithm);
  return hash === undefined ? "unknown algorithm" : hmac(hash, secret, signedOctets(covered));
}
