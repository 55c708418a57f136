/** A question for people made into a message (RFC 1035 section 4.1): built here, not by the engine's codec. */
import type { CheckedAskRequest } from "../../lib/api/ask.ts";
import { Class } from "../../lib/dns/iana/class.ts";
import { RRType } from "../../lib/dns/iana/rrtype.ts";
import { readLabels } from "../../lib/dns/name/label.ts";
import type { Name } from "../../lib/dns/name/name.ts";
import { type MeantQuestion, readTypedName } from "../../lib/dns/name/typed-name.ts";
import { readAddress } from "../../lib/go/address.ts";
import { octetBytes } from "../../lib/text/octets.ts";

/** What of a request goes into the message. */
export type QuestionParts = Pick<CheckedAskRequest, "name" | "type" | "class" | "edns" | "flags">;

/** A message ready to be sent. */
export interface EncodedQuestion {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  readonly wire: Uint8Array;
}

/** Why a question cannot be asked: one sentence about the part that is wrong. */
export interface BadQuestion {
  readonly error: string;
  readonly help: string;
  /** The question that was probably meant. */
  readonly meant?: MeantQuestion;
}

/** Builds the message with this ID. */
export function encodeQuestion(parts: QuestionParts, id: number): EncodedQuestion | BadQuestion {
  const name = readTypedName(parts.name, parts.type);
  if (typeof name === "object") return name;
  const type = readNumber(parts.type, "TYPE", RRType);
  if (type === undefined) {
    return {
      error: `"${parts.type}" is not an RR type`,
      help: "Use a name such as AAAA or HTTPS, or TYPE65 for a number.",
    };
  }
  const qclass = readNumber(parts.class, "CLASS", Class);
  if (qclass === undefined) {
    return { error: `"${parts.class}" is not a class`, help: "Use IN, CH, HS, ANY, NONE, or CLASS3 for a number." };
  }
  return { name, type, class: qclass, wire: writeMessage({ name, type, class: qclass, id, parts }) };
}

/** What is wrong with the address that a question should count as coming from, if something is. */
export function badClientAddress(address: string | undefined): BadQuestion | undefined {
  if (address === undefined || readAddress(address) !== undefined) return undefined;
  return {
    error: `"${address}" is not an IP address to ask from`,
    help: "Write a full address, such as 192.0.2.77 or 2001:db8::77, or leave it empty.",
  };
}

/** A registered name, or `TYPE65` and `CLASS3` (RFC 3597 section 5). */
function readNumber(text: string, prefix: string, table: Readonly<Record<string, number>>): number | undefined {
  const upper = text.toUpperCase();
  if (Object.hasOwn(table, upper)) return table[upper];
  const digits = upper.startsWith(prefix) ? upper.slice(prefix.length) : "";
  const number = /^\d{1,5}$/.test(digits) ? Number(digits) : Number.NaN;
  return number <= 65_535 ? number : undefined;
}

interface MessageParts {
  readonly id: number;
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  readonly parts: QuestionParts;
}

function writeMessage({ id, name, type, class: qclass, parts }: MessageParts): Uint8Array {
  const { flags, edns } = parts;
  const bits =
    (flags.recursionDesired ? 0x01_00 : 0) |
    (flags.authenticData ? 0x00_20 : 0) |
    (flags.checkingDisabled ? 0x00_10 : 0);
  const header = [...uint16(id), ...uint16(bits), ...uint16(1), 0, 0, 0, 0, ...uint16(edns === undefined ? 0 : 1)];
  const question = [...writeName(name), ...uint16(type), ...uint16(qclass)];
  return Uint8Array.from([...header, ...question, ...(edns === undefined ? [] : writeOpt(edns))]);
}

/** The OPT record: root, type 41, payload size, extended RCODE 0, version 0, DO, no options (RFC 6891 section 6.1.2). */
function writeOpt(edns: { readonly size: number; readonly dnssecOk: boolean }): number[] {
  return [0, ...uint16(41), ...uint16(edns.size), 0, 0, edns.dnssecOk ? 0x80 : 0, 0, 0, 0];
}

function writeName(name: Name): number[] {
  const labels = readLabels(name)?.labels ?? [];
  return [...labels.flatMap((label) => [label.length, ...octetBytes(label)]), 0];
}

function uint16(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}
