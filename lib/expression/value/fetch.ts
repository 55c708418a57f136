/** Elements, members and parts of values, and what is in them (expr-lang, package runtime). */

import { goType } from "../check/go-type.ts";
import { EvaluationError } from "../expression-error.ts";
import { methodValue } from "../time/time-methods.ts";
import { areEqual } from "./equality.ts";
import { toInt } from "./numbers.ts";
import { type ExpressionValue, isA, type MapValue, typeOf } from "./value.ts";

/** The elements of what can be gone through. Throws `EvaluationError`. */
export function itemsOf(value: ExpressionValue): readonly ExpressionValue[] {
  if (isA(value, "list")) return value.items;
  const octets = isA(value, "bytes") ? value.octets : value;
  if (typeof octets === "string") return [...octets].map(octetAt);
  if (isA(value, "map") && value.entries.size === 0) return [];
  throw new EvaluationError(`reflect: call of reflect.Value.Len on ${typeOf(value)} Value`);
}

function octetAt(octet: string): ExpressionValue {
  return { kind: "integer", type: "uint8", value: BigInt(octet.charCodeAt(0)) };
}

function wrongFetch(from: ExpressionValue, key: ExpressionValue): EvaluationError {
  return new EvaluationError(`cannot fetch ${String(key)} from ${typeOf(from)}`);
}

/** A method, an element or what a map has under a key. Throws `EvaluationError`. */
export function fetch(from: ExpressionValue, key: ExpressionValue): ExpressionValue {
  if (from === null) throw wrongFetch(from, key);
  const method = typeof key === "string" ? methodValue(from, key) : undefined;
  if (method !== undefined) return method;
  if (isA(from, "map")) return fromMap(from, key) ?? null;
  if (!isA(from, "list") && !isA(from, "bytes") && typeof from !== "string") throw wrongFetch(from, key);
  const items = itemsOf(from);
  const place = toInt(key);
  const index = place < 0n ? BigInt(items.length) + place : place;
  const item = index < 0n ? undefined : items[Number(index)];
  if (item === undefined) throw new EvaluationError(`index out of range: ${index} (array length is ${items.length})`);
  return item;
}

/** What a map has under a key; undefined when it has nothing. Throws `EvaluationError` for a key of another type. */
export function fromMap({ type, entries }: MapValue, key: ExpressionValue): ExpressionValue | undefined {
  const wanted = goType(type).key?.text ?? "interface {}";
  const place = key === null && wanted === "string" ? "" : key;
  if (wanted !== "interface {}" && typeOf(place) !== wanted)
    throw new EvaluationError(
      `reflect.Value.MapIndex: value of type ${typeOf(key)} is not assignable to type ${wanted}`,
    );
  if (typeof place === "object" && place !== null) {
    const same = [...entries.keys()].find((known) => areEqual(known, place));
    return same === undefined ? undefined : entries.get(same);
  }
  return entries.get(place);
}

/** `in`. Throws `EvaluationError`. */
export function has(hay: ExpressionValue, needle: ExpressionValue): boolean {
  if (hay === null) return false;
  if (isA(hay, "map")) return fromMap(hay, needle) !== undefined;
  if (isA(hay, "list") || isA(hay, "bytes")) return itemsOf(hay).some((item) => areEqual(item, needle));
  if (isA(hay, "time") && typeof needle === "string") return false;
  throw new EvaluationError(`operator "in" not defined on ${typeOf(hay)}`);
}

/** A part of a list or text; ends below 0 count from behind, ends outside are moved in. Throws `EvaluationError`. */
export function slice(base: ExpressionValue, from: ExpressionValue, to: ExpressionValue | undefined): ExpressionValue {
  const whole = isA(base, "list") ? base.items : isA(base, "bytes") ? base.octets : base;
  if (typeof whole !== "string" && !Array.isArray(whole)) throw new EvaluationError(`cannot slice ${String(from)}`);
  const length = BigInt(whole.length);
  const inside = (place: bigint): bigint => {
    const counted = place < 0n ? length + place : place;
    return counted < 0n ? 0n : counted;
  };
  const last = to === undefined ? length : inside(toInt(to));
  const end = last > length ? length : last;
  const first = inside(toInt(from));
  const [start, stop] = [Number(first > end ? end : first), Number(end)];
  if (isA(base, "list")) {
    const type = goType(base.type).kind === "array" ? `[]${goType(base.type).element?.text}` : base.type;
    return { ...base, type, items: base.items.slice(start, stop) };
  }
  if (isA(base, "bytes")) return { ...base, octets: base.octets.slice(start, stop) };
  return String(base).slice(start, stop);
}
