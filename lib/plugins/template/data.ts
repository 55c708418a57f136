/** What a template sees of a query: the fields of CoreDNS's plugin template, made when a template asks for them. */

import type { MetadataValue } from "../../chain/query.ts";
import type { Message, Question } from "../../dns/message/message.ts";
import type { TemplateFunction } from "../../template/function.ts";
import { readInteger } from "../../template/number.ts";
import { quote } from "../../template/quote.ts";
import { FunctionError } from "../../template/template-error.ts";
import { INVALID, type MapValue, type StructValue, stringValue, uintValue, type Value } from "../../template/value.ts";
import { utf8Octets } from "../../text/octets.ts";
import { messageValue, questionValue } from "./message-value.ts";

/** A query that a template was chosen for. */
export interface TemplateData {
  readonly zone: string;
  /** The QNAME in lower case. */
  readonly name: string;
  readonly regex: string;
  readonly class: string;
  readonly type: string;
  /** The whole match and its groups; a group that took no part is empty. */
  readonly match: readonly string[];
  /** The same by number and by name. */
  readonly groups: ReadonlyMap<string, string>;
  readonly message: Message;
  readonly question: Question;
  /** The client's address. */
  readonly remote: string;
  readonly variables: ReadonlyMap<string, Value>;
  readonly metadata: ReadonlyMap<string, MetadataValue> | undefined;
}

const FIELDS = [
  "Zone",
  "Name",
  "Regex",
  "Match",
  "Group",
  "Class",
  "Type",
  "Message",
  "Question",
  "Remote",
  "Var",
] as const;

/** The value that templates are carried out for. */
export function templateValue(data: TemplateData): Value {
  const struct: StructValue = {
    kind: "struct",
    type: "template.templateData",
    fields: FIELDS,
    hidden: ["md"],
    field: (name) => fieldOf(data, name),
    method: (name) => (name === "Meta" ? metaOf(data) : undefined),
  };
  return { kind: "pointer", type: "*template.templateData", to: struct };
}

function fieldOf(data: TemplateData, name: string): Value | undefined {
  switch (name) {
    case "Zone":
      return text(data.zone);
    case "Name":
      return text(data.name);
    case "Regex":
      return text(data.regex);
    case "Match":
      return { kind: "list", type: "[]string", items: data.match.map(text) };
    case "Group":
      return groupsValue(data.groups);
    case "Class":
      return text(data.class);
    case "Type":
      return text(data.type);
    case "Message":
      return messageValue(data.message);
    case "Question":
      return questionValue(data.question);
    case "Remote":
      return text(data.remote);
    case "Var":
      return { kind: "map", type: "map[string]interface {}", elementType: "interface {}", entries: data.variables };
    default:
      return undefined;
  }
}

function groupsValue(groups: ReadonlyMap<string, string>): MapValue {
  const entries = new Map([...groups].map(([name, value]) => [utf8Octets(name), text(value)] as const));
  return { kind: "map", type: "map[string]string", elementType: "string", entries };
}

function text(value: string): Value {
  return stringValue(utf8Octets(value));
}

/** `.Meta "plugin/label"`: the label's value, empty when there is none. */
function metaOf({ metadata }: TemplateData): TemplateFunction {
  return {
    parameters: ["string"],
    call: ([label = INVALID]) => text(label.kind === "string" ? (metadata?.get(label.value)?.() ?? "") : ""),
  };
}

/** `parseInt TEXT BASE BITS`, which is Go's strconv.ParseUint. */
export const parseIntFunction: TemplateFunction = {
  parameters: ["string", "int", "int"],
  call: ([source = INVALID, base = INVALID, bits = INVALID]) => {
    const digits = source.kind === "string" ? source.value : "";
    return parseUnsigned(digits, base.kind === "int" ? base.value : 0n, bits.kind === "int" ? bits.value : 0n);
  },
};

const WORD_BITS = 64n;

function parseUnsigned(digits: string, base: bigint, bits: bigint): Value {
  const fail = (why: string): FunctionError => new FunctionError(`strconv.ParseUint: parsing ${quote(digits)}: ${why}`);
  if (digits === "") throw fail("invalid syntax");
  if (base !== 0n && (base < 2n || base > 36n)) throw fail(`invalid base ${base}`);
  const size = bits === 0n ? WORD_BITS : bits;
  if (size < 0n || size > WORD_BITS) throw fail(`invalid bit size ${bits}`);
  const value = base === 0n ? nonNegative(readInteger(digits), digits) : digitsValue(digits, Number(base));
  if (value === undefined) throw fail("invalid syntax");
  if (value >= 1n << size) throw fail("value out of range");
  return uintValue(value, "uint64");
}

function nonNegative(value: bigint | undefined, digits: string): bigint | undefined {
  return /^[-+]/.test(digits) ? undefined : value;
}

/** Digits and letters up to the base. */
function digitsValue(digits: string, base: number): bigint | undefined {
  let value = 0n;
  for (const character of digits.toLowerCase()) {
    const digit = /[0-9a-z]/.test(character) ? Number.parseInt(character, 36) : base;
    if (digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return value;
}
