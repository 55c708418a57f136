/** Signs questions with a key, and tells what the signature of the reply is worth (RFC 8945). */
import type { AskKey } from "../../lib/api/ask.ts";
import type { AskTransport } from "../../lib/api/ask-transport.ts";
import { rcodeText } from "../../lib/dns/iana/rcode.ts";
import type { Message } from "../../lib/dns/message/message.ts";
import { isSigned } from "../../lib/dns/message/signed.ts";
import { type Name, readName } from "../../lib/dns/name/name.ts";
import { type KeyRing, readSecret } from "../../lib/dns/tsig/keys.ts";
import { sign } from "../../lib/dns/tsig/sign.ts";
import { verifySigned } from "../../lib/dns/tsig/verify.ts";
import { decodeMessage } from "../../lib/dns/wire/decode.ts";
import { WireError } from "../../lib/dns/wire/wire-error.ts";
import { systemHmac } from "../host/hmac.ts";

/** A question that was signed, and how its reply is looked at. */
export interface SignedQuestion {
  readonly wire: Uint8Array;
  /** One line about the reply. */
  readonly judge: (reply: Uint8Array, transport: AskTransport) => string;
}

/** Signs a message. */
export function signQuestion(message: Uint8Array, key: AskKey): SignedQuestion {
  const name = nameOf(key.name);
  const algorithm = nameOf(`${key.algorithm}.`);
  const keys: KeyRing = { secrets: new Map([[name, readSecret(key.secret)]]), hmac: systemHmac };
  const signing = { key: name, algorithm, error: 0, prior: new Uint8Array(), timersOnly: false };
  const signed = sign(keys, { message, signing }, nowSeconds());
  return { wire: signed.message, judge: (reply, transport) => judge(reply, { keys, prior: signed.mac, transport }) };
}

function nameOf(text: string): Name {
  const name = readName(text);
  if (name === undefined) throw new Error(`${text} is no name`);
  return name;
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

interface Judging {
  readonly keys: KeyRing;
  readonly prior: Uint8Array;
  readonly transport: AskTransport;
}

function judge(reply: Uint8Array, { keys, prior, transport }: Judging): string {
  let message: Message;
  try {
    message = decodeMessage(reply);
  } catch (error) {
    if (error instanceof WireError) return "the reply cannot be read";
    throw error;
  }
  const last = message.additional.at(-1);
  if (!isSigned(message) || last?.rdata.kind !== "TSIG") return "the reply is not signed";
  const { error } = last.rdata;
  if (error !== 0) return `the signature of the question was not taken: ${rcodeText(error)}`;
  if (transport === "https") return "the signature is that of the question: CoreDNS signs no replies over HTTPS";
  const record = { name: last.name, ttl: last.ttl, rdata: last.rdata };
  const verified = verifySigned(keys, { wire: reply, record, prior }, nowSeconds());
  return verified === "verified"
    ? `the reply is signed with ${last.name}, and its signature is right`
    : `the reply is signed with ${last.name}, and its signature is wrong: ${verified}`;
}
