/** What a template sees of a query: the fields of CoreDNS's plugin template, made when a template asks for them. */

import type { MetadataValue } from "../../chain/query.ts";
import type { Message, Question } from "../../dns/message/message.ts";
import { quoteOctets } from "../../go/quote.ts";
import { parseBigUint } from "../../go/strconv.ts";
import type { TemplateFunction } from "../../template/function.ts";
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
    const reading = parseBigUint(digits, integerOf(base), integerOf(bits));
    if (!reading.ok) throw new FunctionError(`strconv.ParseUint: parsing ${quoteOctets(digits)}: ${reading.why}`);
    return uintValue(reading.value, "uint64");
  },
};

function integerOf(value: Value): number {
  return value.kind === "int" ? Number(value.value) : 0;
}
