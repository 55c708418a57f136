/** Services as their JSON has them, read as Go reads it into a struct (CoreDNS, etcd/msg.Service). */
import { jsonTypeName, parseJson } from "../../go/json.ts";
import { parseInt10, parseUint10 } from "../../go/strconv.ts";

/** What a value says; what it leaves out is empty. */
export interface ServiceValue {
  readonly host: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
  readonly text: string;
  readonly mail: boolean;
  readonly ttl: number;
  readonly targetstrip: number;
  readonly group: string;
}

/** A service, or what Go says of the text. */
export type ServiceReading =
  | { readonly ok: true; readonly value: ServiceValue }
  | { readonly ok: false; readonly error: string };

const EMPTY: ServiceValue = {
  host: "",
  port: 0,
  priority: 0,
  weight: 0,
  text: "",
  mail: false,
  ttl: 0,
  targetstrip: 0,
  group: "",
};

type FieldType = "string" | "int" | "uint32" | "bool";

const FIELDS: Readonly<Record<keyof ServiceValue, FieldType>> = {
  host: "string",
  port: "int",
  priority: "int",
  weight: "int",
  text: "string",
  mail: "bool",
  ttl: "uint32",
  targetstrip: "int",
  group: "string",
};

/** Reads a value. A field of another type is refused when all have been read, and the first such is told. */
export function readService(text: string): ServiceReading {
  const reading = parseJson(text);
  if (!reading.ok) return reading;
  const { value } = reading;
  const refuse = (what: string, where: string): ServiceReading => ({
    ok: false,
    error: `json: cannot unmarshal ${what} into Go ${where}`,
  });
  if (value === null) return { ok: true, value: EMPTY };
  if (typeof value !== "object" || Array.isArray(value))
    return refuse(jsonTypeName(value), "value of type msg.Service");
  const members = new Map<string, unknown>();
  for (const [written, member] of Object.entries(withTokens(text))) {
    const name = written.slice(1).toLowerCase();
    if (!isField(name) || member === null) continue;
    const type = FIELDS[name];
    const field = fieldValue(member, type);
    if (field === undefined) return refuse(typeText(member, type), `struct field Service.${name} of type ${type}`);
    members.set(name, field);
  }
  return { ok: true, value: { ...EMPTY, ...Object.fromEntries(members) } };
}

function isField(name: string): name is keyof ServiceValue {
  return Object.hasOwn(FIELDS, name);
}

/**
 * The object with its numbers as they are written, since Go takes none for an integer that has a point or an exponent: all
 * strings begin with `s`, numbers are strings that begin with `n`.
 */
function withTokens(json: string): object {
  return JSON.parse(
    json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) => {
      return token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`;
    }),
  );
}

function fieldValue(member: unknown, type: FieldType): string | number | boolean | undefined {
  if (type === "bool") return typeof member === "boolean" ? member : undefined;
  if (typeof member !== "string") return undefined;
  const written = member.slice(1);
  if (type === "string") return member.startsWith("s") ? written.toWellFormed() : undefined;
  if (!member.startsWith("n")) return undefined;
  const number = type === "uint32" ? parseUint10(written, 32) : parseInt10(written, 64);
  return number.ok ? number.value : undefined;
}

function typeText(member: unknown, type: FieldType): string {
  if (typeof member !== "string" || member.startsWith("s")) return jsonTypeName(member);
  return type === "int" || type === "uint32" ? `number ${member.slice(1)}` : "number";
}
