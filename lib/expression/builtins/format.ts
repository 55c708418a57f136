/** A value as Go's fmt writes it with %v. Octets. */

import { writeDuration } from "../../go/duration.ts";
import { formatFloat } from "../../go/format-float.ts";
import { utf8Octets } from "../../text/octets.ts";
import { MONTHS, WEEKDAYS } from "../time/calendar.ts";
import { formatTime, LAYOUT_OF_STRING } from "../time/time-format.ts";
import type { ExpressionValue, MapValue, NamedInteger } from "../value/value.ts";

/** The text of a value. */
export function writeValue(value: ExpressionValue): string {
  if (value === null) return "<nil>";
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return formatFloat(value, "g");
    case "boolean":
    case "bigint":
      return String(value);
  }
  switch (value.kind) {
    case "list":
      return `[${value.items.map(writeValue).join(" ")}]`;
    case "map":
      return writeMap(value);
    case "integer":
      return utf8Octets(writeInteger(value));
    case "bytes":
      return `[${[...value.octets].map((octet) => octet.charCodeAt(0)).join(" ")}]`;
    case "time":
      return formatTime(value, LAYOUT_OF_STRING);
    case "zone":
      return value.name;
    case "function":
      return "0x0";
  }
}

function writeInteger({ type, value }: NamedInteger): string {
  switch (type) {
    case "time.Duration":
      return writeDuration(value);
    case "time.Month":
      return MONTHS[Number(value) - 1] ?? `%!Month(${value})`;
    case "time.Weekday":
      return WEEKDAYS[Number(value)] ?? `%!Weekday(${value})`;
    default:
      return String(value);
  }
}

function writeMap({ entries }: MapValue): string {
  const pairs = [...entries].sort(([left], [right]) => compareKeys(left, right));
  return `map[${pairs.map(([key, value]) => `${writeValue(key)}:${writeValue(value)}`).join(" ")}]`;
}

/** Keys of one type in their order; Go sorts types in an order of its own. */
function compareKeys(left: ExpressionValue, right: ExpressionValue): number {
  if (typeof left === "string" && typeof right === "string") return order(left, right);
  if (typeof left === "bigint" && typeof right === "bigint") return order(left, right);
  return typeof left === "boolean" && typeof right === "boolean" ? order(left, right) : 0;
}

function order<T extends string | bigint | boolean>(left: T, right: T): number {
  return Number(left > right) - Number(left < right);
}
