/** Values that a template works with, each with its Go type: printing, comparing and errors depend on it. */
import type { TemplateFunction } from "./function.ts";

/** Nothing at all: a key that is in no map. Prints as `<no value>`. */
export interface InvalidValue {
  readonly kind: "invalid";
}
/** A nil of an interface type. Prints as `<nil>`. */
export interface NilValue {
  readonly kind: "nil";
}
export interface BoolValue {
  readonly kind: "bool";
  readonly type: string;
  readonly value: boolean;
}
/** A signed or unsigned integer; `type` is `int`, `uint16` and so on. */
export interface IntegerValue {
  readonly kind: "int" | "uint";
  readonly type: string;
  readonly value: bigint;
}
export interface FloatValue {
  readonly kind: "float";
  readonly type: string;
  readonly value: number;
}
/** A string, held as octets. */
export interface StringValue {
  readonly kind: "string";
  readonly type: string;
  readonly value: string;
}
export interface ListValue {
  readonly kind: "list";
  readonly type: string;
  readonly items: readonly Value[];
}
/** A map with keys of type `string`. */
export interface MapValue {
  readonly kind: "map";
  readonly type: string;
  readonly elementType: string;
  readonly entries: ReadonlyMap<string, Value>;
}
/** A struct, its fields made when somebody asks for them. */
export interface StructValue {
  readonly kind: "struct";
  /** Without a star. */
  readonly type: string;
  /** Names of the exported fields, in order. */
  readonly fields: readonly string[];
  /** Names of fields that a template may not read. */
  readonly hidden?: readonly string[];
  field(name: string): Value | undefined;
  /** Methods that its pointer has. */
  method?(name: string): TemplateFunction | undefined;
  /** What its pointer's `String` method gives, as octets. */
  text?(): string;
}
/** A pointer to a struct; nil when there is none. */
export interface PointerValue {
  readonly kind: "pointer";
  /** With its star. */
  readonly type: string;
  readonly to: StructValue | undefined;
}

/** Any value. Strings are octets. */
export type Value =
  | InvalidValue
  | NilValue
  | BoolValue
  | IntegerValue
  | FloatValue
  | StringValue
  | ListValue
  | MapValue
  | StructValue
  | PointerValue;

/** Nothing at all. */
export const INVALID: InvalidValue = { kind: "invalid" };
/** A nil of an interface type. */
export const NIL: NilValue = { kind: "nil" };

/** A Go `bool`. */
export function boolValue(value: boolean): BoolValue {
  return { kind: "bool", type: "bool", value };
}

/** A Go `int`. */
export function intValue(value: number | bigint): IntegerValue {
  return { kind: "int", type: "int", value: BigInt(value) };
}

/** An unsigned integer of a type such as `uint16`. */
export function uintValue(value: number | bigint, type: string): IntegerValue {
  return { kind: "uint", type, value: BigInt(value) };
}

/** A Go `float64`. */
export function floatValue(value: number): FloatValue {
  return { kind: "float", type: "float64", value };
}

/** A Go `string`, given as octets. */
export function stringValue(value: string): StringValue {
  return { kind: "string", type: "string", value };
}

/** True for nothing at all and for a nil of an interface type. */
export function isNothing({ kind }: Value): boolean {
  return kind === "invalid" || kind === "nil";
}

/** The name of a value's type; `<nil>` for nothing. */
export function typeName(value: Value): string {
  return value.kind === "invalid" || value.kind === "nil" ? "<nil>" : value.type;
}

/** Whether a value counts as true: not the zero of its type, and not empty. */
export function isTrue(value: Value): boolean {
  switch (value.kind) {
    case "invalid":
    case "nil":
      return false;
    case "bool":
      return value.value;
    case "int":
    case "uint":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "string":
      return value.value.length > 0;
    case "list":
      return value.items.length > 0;
    case "map":
      return value.entries.size > 0;
    case "struct":
      return true;
    case "pointer":
      return value.to !== undefined;
  }
}

/** The zero of an element type: what `index` gives for a key that is in no map. */
export function zeroOf(type: string): Value {
  if (type === "string") return stringValue("");
  return type === "bool" ? boolValue(false) : NIL;
}
