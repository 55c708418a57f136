/** Values of JSON read into the types that Go has for them, with the words of Go's encoding/json for misfits. */
import { parseBase64 } from "../../go/base64.ts";

/** What Go expects of a value. */
export type Shape =
  | { readonly kind: "string" | "bool" | "bytes" | "any" }
  | { readonly kind: "list"; readonly of: Shape; readonly type: string }
  | { readonly kind: "texts"; readonly type: string }
  | { readonly kind: "struct"; readonly type: string; readonly fields: Readonly<Record<string, Shape>> };

/** Where a value stands: the struct that holds the field, and the names of the fields down to it. */
interface Place {
  readonly struct: string;
  readonly path: string;
}

/** The first misfit in Go's words; undefined when the value has the shape. Keys that the shape has not are passed over. */
export function misfit(value: unknown, shape: Shape, place?: Place): string | undefined {
  if (value === null || value === undefined || shape.kind === "any") return undefined;
  switch (shape.kind) {
    case "string":
      return typeof value === "string" ? undefined : wrongType(value, "string", place);
    case "bool":
      return typeof value === "boolean" ? undefined : wrongType(value, "bool", place);
    case "bytes":
      return typeof value === "string" ? badBase64(value) : wrongType(value, "[]uint8", place);
    case "list":
      if (!Array.isArray(value)) return wrongType(value, shape.type, place);
      return firstOf(value, (item) => misfit(item, shape.of, place));
    case "texts":
      if (!isRecord(value)) return wrongType(value, shape.type, place);
      return firstOf(Object.values(value), (item) => misfit(item, { kind: "string" }, place));
    case "struct":
      return structMisfit(value, shape, place);
  }
}

function structMisfit(value: unknown, { type, fields }: Shape & { kind: "struct" }, place?: Place): string | undefined {
  if (!isRecord(value)) return wrongType(value, type, place);
  const struct = type.replace(/^v1\./, "");
  // The keys come to Go in their order.
  return firstOf(Object.keys(value).sort(), (key) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const path = place === undefined ? key : `${place.path}.${key}`;
    return field === undefined ? undefined : misfit(value[key], field, { struct, path });
  });
}

function firstOf<T>(items: readonly T[], check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wrongType(value: unknown, type: string, place?: Place): string {
  const into = place === undefined ? "Go value" : `Go struct field ${place.struct}.${place.path}`;
  return `json: cannot unmarshal ${jsonKind(value)} into ${into} of type ${type}`;
}

/** Go's word for the kind of a value. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  return isRecord(value) ? "object" : typeof value;
}

/** A record, not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function badBase64(text: string): string | undefined {
  const reading = parseBase64(text);
  return reading.ok ? undefined : reading.error;
}
