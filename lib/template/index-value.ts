/** index, slice and len (Go, text/template). All throw `FunctionError`. */
import { FunctionError } from "./template-error.ts";
import { type ListValue, type StringValue, stringValue, typeName, uintValue, type Value, zeroOf } from "./value.ts";

/** How long a string (in octets), list or map is. */
export function lengthOf(item: Value): number {
  switch (item.kind) {
    case "string":
      return item.value.length;
    case "list":
      return item.items.length;
    case "map":
      return item.entries.size;
    case "nil":
      throw new FunctionError("len of nil pointer");
    case "invalid":
      throw new FunctionError("reflect: call of reflect.Value.Type on zero Value");
    case "pointer":
      if (item.to === undefined) throw new FunctionError("len of nil pointer");
      throw new FunctionError(`len of type ${item.to.type}`);
    default:
      throw new FunctionError(`len of type ${typeName(item)}`);
  }
}

/** The element that the keys lead to, one after the other. A key that is in no map gives the zero of its elements. */
export function indexValue(item: Value, keys: readonly Value[]): Value {
  if (item.kind === "invalid" || item.kind === "nil") throw new FunctionError("index of untyped nil");
  return keys.reduce(elementOf, item);
}

function elementOf(item: Value, key: Value): Value {
  switch (item.kind) {
    case "list":
    case "string": {
      const place = placeOf(key, lengthOf(item));
      if (item.kind === "string") {
        if (place === item.value.length) throw new FunctionError("reflect: string index out of range");
        return uintValue(item.value.charCodeAt(place), "uint8");
      }
      const element = item.items[place];
      if (element === undefined) throw new FunctionError("reflect: slice index out of range");
      return element;
    }
    case "map": {
      if (key.kind === "invalid" || key.kind === "nil")
        throw new FunctionError("value is nil; should be of type string");
      if (key.kind !== "string") throw new FunctionError(`value has type ${typeName(key)}; should be string`);
      return item.entries.get(key.value) ?? zeroOf(item.elementType);
    }
    case "nil":
    case "invalid":
      throw new FunctionError("index of nil pointer");
    case "pointer":
      if (item.to === undefined) throw new FunctionError("index of nil pointer");
      throw new FunctionError(`can't index item of type ${item.to.type}`);
    default:
      throw new FunctionError(`can't index item of type ${typeName(item)}`);
  }
}

/** The place may be just behind the last element: Go looks at that only when it takes the element. */
function placeOf(key: Value, length: number): number {
  if (key.kind === "invalid" || key.kind === "nil") throw new FunctionError("cannot index slice/array with nil");
  if (key.kind !== "int" && key.kind !== "uint")
    throw new FunctionError(`cannot index slice/array with type ${typeName(key)}`);
  if (key.value < 0n || key.value > BigInt(length))
    throw new FunctionError(`index out of range: ${BigInt.asIntN(64, key.value)}`);
  return Number(key.value);
}

/** A part of a string or list: `slice x 1 2` is `x[1:2]`. */
export function sliceValue(item: Value, places: readonly Value[]): StringValue | ListValue {
  if (item.kind === "invalid" || item.kind === "nil") throw new FunctionError("slice of untyped nil");
  if (item.kind === "pointer" && item.to === undefined) throw new FunctionError("slice of nil pointer");
  if (places.length > 3) throw new FunctionError(`too many slice indexes: ${places.length}`);
  if (item.kind === "string" && places.length === 3) throw new FunctionError("cannot 3-index slice a string");
  if (item.kind !== "string" && item.kind !== "list") {
    const type = item.kind === "pointer" && item.to !== undefined ? item.to.type : typeName(item);
    throw new FunctionError(`can't slice item of type ${type}`);
  }
  const length = lengthOf(item);
  const [start = 0, end = length, limit = length] = places.map((place) => placeOf(place, length));
  if (start > end) throw new FunctionError(`invalid slice index: ${start} > ${end}`);
  if (end > limit) throw new FunctionError(`invalid slice index: ${end} > ${limit}`);
  return item.kind === "string"
    ? stringValue(item.value.slice(start, end))
    : { ...item, items: item.items.slice(start, end) };
}
