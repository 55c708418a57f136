/**
 * Values of expressions, as Go holds them: an `int` is a bigint, a `float64` a number, a text the octets of its UTF-8 form.
 * What is of another type says so.
 */

/** Any value. */
export type ExpressionValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | ListValue
  | MapValue
  | NamedInteger
  | BytesValue
  | TimeValue
  | ZoneValue
  | FunctionValue;

/** A slice or an array; `type` as Go writes it. */
export interface ListValue {
  readonly kind: "list";
  readonly type: string;
  readonly items: readonly ExpressionValue[];
}
/** A map; `type` as Go writes it. */
export interface MapValue {
  readonly kind: "map";
  readonly type: string;
  readonly entries: ReadonlyMap<ExpressionValue, ExpressionValue>;
}
/** An integer that is no `int`: `time.Duration` (in nanoseconds), `time.Month`, `uint8`, `int64`. */
export interface NamedInteger {
  readonly kind: "integer";
  readonly type: string;
  readonly value: bigint;
}
/** A `[]uint8`, as octets. */
interface BytesValue {
  readonly kind: "bytes";
  readonly octets: string;
}
/** A point in time and the zone that it is told in. */
export interface TimeValue {
  readonly kind: "time";
  /** Nanoseconds since the Unix epoch. */
  readonly ns: bigint;
  readonly zone: ZoneValue;
}
/** A time zone. */
export interface ZoneValue {
  readonly kind: "zone";
  readonly name: string;
  /** Seconds east of UTC and the abbreviation, at a time. */
  at(ns: bigint): { readonly offsetSeconds: number; readonly abbreviation: string };
}
/** A function of the environment, or a method with its receiver. */
export interface FunctionValue {
  readonly kind: "function";
  /** As Go writes it, without a receiver. */
  readonly type: string;
  call(values: readonly ExpressionValue[]): ExpressionValue;
}

/** A list of any values. */
export function listOf(items: readonly ExpressionValue[], type = "[]interface {}"): ListValue {
  return { kind: "list", type, items };
}

/** A map from texts, given as octets, to any values. */
export function mapOf(entries: Iterable<readonly [string, ExpressionValue]>): MapValue {
  return { kind: "map", type: "map[string]interface {}", entries: new Map<ExpressionValue, ExpressionValue>(entries) };
}

/** A `time.Duration` of so many nanoseconds. */
export function durationOf(ns: bigint): NamedInteger {
  return { kind: "integer", type: "time.Duration", value: BigInt.asIntN(64, ns) };
}

const LONGEST_DURATION = 2n ** 63n - 1n;

/** The time from one to another; what is too long is as long as a duration can be (Go, Time.Sub). */
export function durationBetween(from: TimeValue, to: TimeValue): NamedInteger {
  const ns = to.ns - from.ns;
  if (ns > LONGEST_DURATION) return durationOf(LONGEST_DURATION);
  return durationOf(ns < -LONGEST_DURATION ? -LONGEST_DURATION - 1n : ns);
}

/** True for a value that is one of the kinds with a name. */
export function isA<Kind extends Exclude<ExpressionValue, null | boolean | bigint | number | string>["kind"]>(
  value: ExpressionValue,
  kind: Kind,
): value is Extract<ExpressionValue, { readonly kind: Kind }> {
  return typeof value === "object" && value !== null && value.kind === kind;
}

/** The type of a value as Go's %T writes it. */
export function typeOf(value: ExpressionValue): string {
  if (value === null) return "<nil>";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float64";
    case "string":
      return "string";
  }
  switch (value.kind) {
    case "bytes":
      return "[]uint8";
    case "time":
      return "time.Time";
    case "zone":
      return "*time.Location";
    default:
      return value.type;
  }
}
