/** The value of an expression as the texts of a template see it, under `.Var`. */
import { writeValue } from "../../expression/builtins/format.ts";
import { type ExpressionValue, typeOf } from "../../expression/value/value.ts";
import { boolValue, floatValue, intValue, NIL, stringValue, type Value } from "../../template/value.ts";

/** The same value for a template; points in time and what else tells itself as a text is that text. */
export function templateValueOf(value: ExpressionValue): Value {
  if (value === null) return NIL;
  switch (typeof value) {
    case "boolean":
      return boolValue(value);
    case "bigint":
      return intValue(value);
    case "number":
      return floatValue(value);
    case "string":
      return stringValue(value);
  }
  const type = typeOf(value);
  switch (value.kind) {
    case "list":
      return { kind: "list", type, items: value.items.map(templateValueOf) };
    case "bytes": {
      const items = [...value.octets].map((octet) => octetValue(octet.charCodeAt(0)));
      return { kind: "list", type, items };
    }
    case "map": {
      const entries = [...value.entries].map(([key, item]) => [writeValue(key), templateValueOf(item)] as const);
      return { kind: "map", type, elementType: "interface {}", entries: new Map(entries) };
    }
    case "integer":
      if (type === "uint8") return octetValue(Number(value.value));
      if (type === "int64") return { kind: "int", type, value: value.value };
      return { kind: "string", type, value: writeValue(value) };
    default:
      return { kind: "string", type, value: writeValue(value) };
  }
}

function octetValue(octet: number): Value {
  return { kind: "uint", type: "uint8", value: BigInt(octet) };
}
