/** What is known of a part of an expression before it is computed: a Go type, that it is nil, or nothing. */
import { BOOL, FLOAT, type GoType, goType, INT, LIST, STRING } from "./go-type.ts";
import { methodOf } from "./methods.ts";

/** What is known. */
export interface Nature {
  /** Undefined when nothing is known, and for nil. */
  readonly type?: GoType;
  readonly isNil?: boolean;
  /** Of a list: what its elements are, where the type does not tell. */
  readonly element?: Nature;
  /** True for a method of a type: its first parameter is the receiver. */
  readonly isMethod?: boolean;
  /** The function of the language that this is. */
  readonly builtin?: string;
}

/** Nothing is known. */
export const UNKNOWN: Nature = {};
/** That of `nil`. */
export const NIL_NATURE: Nature = { isNil: true };
export const BOOL_NATURE: Nature = { type: BOOL };
export const INT_NATURE: Nature = { type: INT };
export const FLOAT_NATURE: Nature = { type: FLOAT };
export const STRING_NATURE: Nature = { type: STRING };

/** How complaints name it. */
export function textOf({ type }: Nature): string {
  return type?.text ?? "unknown";
}

/** True when nothing is known, and for values of any type. */
export function isUnknown({ type, isNil }: Nature): boolean {
  return type === undefined ? isNil !== true : type.text === "interface {}";
}

export function isInteger({ type }: Nature): boolean {
  return type?.kind === "int" && !type.isNamed;
}
export function isNumber(nature: Nature): boolean {
  return isInteger(nature) || nature.type?.kind === "float";
}
export function isBool({ type }: Nature): boolean {
  return type?.kind === "bool";
}
export function isString({ type }: Nature): boolean {
  return type?.kind === "string";
}
export function isArray({ type }: Nature): boolean {
  return type?.kind === "slice" || type?.kind === "array";
}
export function isMapNature({ type }: Nature): boolean {
  return type?.kind === "map";
}
export function isTime({ type }: Nature): boolean {
  return type?.text === "time.Time";
}
export function isDuration({ type }: Nature): boolean {
  return type?.text === "time.Duration";
}

/** What a pointer points at, anything else itself. */
export function dereferenced(nature: Nature): Nature {
  let type = nature.type;
  if (type?.kind !== "pointer") return nature;
  while (type?.kind === "pointer") type = type.element;
  return natureOf(type);
}

/** The nature of values of a type. */
export function natureOf(type: GoType | undefined): Nature {
  return type === undefined ? UNKNOWN : { type };
}

/** The nature of values of the type that Go writes so. */
export function natureOfText(text: string): Nature {
  return { type: goType(text) };
}

/** What the elements of a list or the values of a map are. */
export function elementOf({ type, element }: Nature): Nature {
  return element ?? natureOf(type?.element);
}

/** A list of such elements. */
export function arrayOf(element: Nature): Nature {
  return { type: LIST, element };
}

/** True when Go lets the one be stored as the other. */
export function isAssignable(from: Nature, to: Nature): boolean {
  if (from.type === undefined || to.type === undefined) return false;
  return from.type.text === to.type.text || to.type.text === "interface {}";
}

/** True when `==` takes both. */
export function isComparable(left: Nature, right: Nature): boolean {
  return (
    isUnknown(left) ||
    isUnknown(right) ||
    left.isNil === true ||
    right.isNil === true ||
    [isNumber, isDuration, isTime, isArray].some((is) => is(left) && is(right)) ||
    isAssignable(left, right)
  );
}

/** True when nothing is known of one or both, and the other is one of these. */
export function mayBe(left: Nature, right: Nature, kinds: readonly ((nature: Nature) => boolean)[]): boolean {
  if (isUnknown(left)) return isUnknown(right) || kinds.some((is) => is(right));
  return isUnknown(right) && kinds.some((is) => is(left));
}

/** A method of the type. */
export function methodNature({ type }: Nature, name: string): Nature | undefined {
  const method = type === undefined ? undefined : methodOf(type, name);
  return method === undefined ? undefined : { type: method, isMethod: true };
}
