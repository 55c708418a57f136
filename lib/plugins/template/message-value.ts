/** A DNS message as templates see it: with the names of CoreDNS's DNS library, what a query can have. */

import type { Edns, Message, Question } from "../../dns/message/message.ts";
import { writeEdns } from "../../dns/text/edns.ts";
import { writeMessage } from "../../dns/text/message.ts";
import { writeQuestion } from "../../dns/text/record.ts";
import { messageLength } from "../../dns/wire/length.ts";
import type { TemplateFunction } from "../../template/function.ts";
import {
  boolValue,
  intValue,
  type ListValue,
  type PointerValue,
  type StructValue,
  stringValue,
  uintValue,
  type Value,
} from "../../template/value.ts";
import { utf8Octets } from "../../text/octets.ts";

/** The OPT pseudo-record's type and name (RFC 6891 section 6.1.2). */
const OPT_TYPE = 41;

/** Functions that make fields or results of methods, by name and in order. */
type Makers = ReadonlyMap<string, () => Value>;

/** A struct out of functions that make its fields. */
function struct(type: string, fields: Makers, more: Partial<StructValue> = {}): StructValue {
  return { kind: "struct", type, fields: [...fields.keys()], field: (name) => fields.get(name)?.(), ...more };
}

/** Methods without arguments. */
function methods(results: Makers): (name: string) => TemplateFunction | undefined {
  return (name) => {
    const result = results.get(name);
    return result === undefined ? undefined : { parameters: [], call: result };
  };
}

const NO_FIELDS: Makers = new Map();

function headerFields(message: Message): Makers {
  return new Map<string, () => Value>([
    ["Id", () => uintValue(message.id, "uint16")],
    ["Response", () => boolValue(message.response)],
    ["Opcode", () => intValue(message.opcode)],
    ["Authoritative", () => boolValue(message.authoritative)],
    ["Truncated", () => boolValue(message.truncated)],
    ["RecursionDesired", () => boolValue(message.recursionDesired)],
    ["RecursionAvailable", () => boolValue(message.recursionAvailable)],
    ["Zero", () => boolValue(message.zero)],
    ["AuthenticatedData", () => boolValue(message.authenticData)],
    ["CheckingDisabled", () => boolValue(message.checkingDisabled)],
    ["Rcode", () => intValue(message.rcode)],
  ]);
}

/** `*dns.Msg`. Records, of which a query hardly has any, can be counted but not looked into. */
export function messageValue(message: Message): PointerValue {
  const write = (): string => utf8Octets(writeMessage(message));
  const header = headerFields(message);
  const own: Makers = new Map<string, () => Value>([
    ["MsgHdr", () => struct("dns.MsgHdr", header)],
    ["Compress", () => boolValue(false)],
    ["Question", () => ({ kind: "list", type: "[]dns.Question", items: message.question.map(questionStruct) })],
    ["Answer", () => recordsValue(message.answer.length)],
    ["Ns", () => recordsValue(message.authority.length)],
    ["Extra", () => recordsValue(message.additional.length, message.edns)],
  ]);
  const to: StructValue = {
    kind: "struct",
    type: "dns.Msg",
    fields: [...own.keys()],
    // The fields of the embedded header are read as the message's own.
    field: (name) => (own.get(name) ?? header.get(name))?.(),
    text: write,
    method: methods(
      new Map<string, () => Value>([
        ["String", () => stringValue(write())],
        ["Len", () => intValue(messageLength(message))],
        ["IsEdns0", () => optValue(message.edns)],
        ["IsTsig", () => ({ kind: "pointer", type: "*dns.TSIG", to: undefined })],
      ]),
    ),
  };
  return { kind: "pointer", type: "*dns.Msg", to };
}

function recordsValue(count: number, edns?: Edns): ListValue {
  const records: Value[] = Array.from({ length: count }, () => struct("dns.RR", NO_FIELDS));
  if (edns !== undefined) records.push(optValue(edns));
  return { kind: "list", type: "[]dns.RR", items: records };
}

function questionStruct(question: Question): StructValue {
  const write = (): string => utf8Octets(writeQuestion(question));
  const fields = new Map<string, () => Value>([
    ["Name", () => stringValue(utf8Octets(question.name))],
    ["Qtype", () => uintValue(question.type, "uint16")],
    ["Qclass", () => uintValue(question.class, "uint16")],
  ]);
  return struct("dns.Question", fields, {
    text: write,
    method: methods(new Map([["String", () => stringValue(write())]])),
  });
}

/** `*dns.Question`. */
export function questionValue(question: Question): PointerValue {
  return { kind: "pointer", type: "*dns.Question", to: questionStruct(question) };
}

/** `*dns.OPT`; nil when the query has no EDNS. */
function optValue(edns: Edns | undefined): PointerValue {
  if (edns === undefined) return { kind: "pointer", type: "*dns.OPT", to: undefined };
  const write = (): string => utf8Octets(writeEdns(edns));
  const fields = new Map<string, () => Value>([
    ["Hdr", () => optHeader(edns)],
    [
      "Option",
      () => ({ kind: "list", type: "[]dns.EDNS0", items: edns.options.map(({ code }) => optionStruct(code)) }),
    ],
  ]);
  const results = new Map<string, () => Value>([
    ["String", () => stringValue(write())],
    ["Do", () => boolValue(edns.dnssecOk)],
    ["UDPSize", () => uintValue(edns.udpSize, "uint16")],
    ["Version", () => uintValue(edns.version, "uint8")],
    ["Z", () => uintValue(edns.z, "uint16")],
  ]);
  return {
    kind: "pointer",
    type: "*dns.OPT",
    to: struct("dns.OPT", fields, { text: write, method: methods(results) }),
  };
}

function optHeader(edns: Edns): StructValue {
  const flags = edns.z | (edns.dnssecOk ? 0x80_00 : 0);
  return struct(
    "dns.RR_Header",
    new Map<string, () => Value>([
      ["Name", () => stringValue(".")],
      ["Rrtype", () => uintValue(OPT_TYPE, "uint16")],
      ["Class", () => uintValue(edns.udpSize, "uint16")],
      ["Ttl", () => uintValue(edns.version * 0x1_00_00 + flags, "uint32")],
      ["Rdlength", () => uintValue(0, "uint16")],
    ]),
  );
}

/** An option, of which a template can learn the code. */
function optionStruct(code: number): StructValue {
  return struct("dns.EDNS0", NO_FIELDS, { method: methods(new Map([["Option", () => uintValue(code, "uint16")]])) });
}
