/** Reads a record in its shape; one field that does not fit makes the whole of it unreadable, as in CoreDNS. */
import { quote } from "../../../go/quote.ts";
import type { DataKind, DataSection, Resolved, Scalar } from "./data-section.ts";
import { inFront, MaxmindError } from "./maxmind-error.ts";
import { type RecordShape, type Shape, typeNameOf } from "./shape.ts";

/** Fields by their names. */
export interface MaxmindRecord {
  readonly [field: string]: MaxmindValue;
}

type MaxmindValue = string | number | bigint | boolean | MaxmindRecord | readonly MaxmindValue[];

interface Read<T> {
  readonly value: T;
  readonly next: number;
}

/** Reads the record at an offset; throws a `MaxmindError`. */
export function readRecord(section: DataSection, offset: number, shape: RecordShape): Read<MaxmindRecord> {
  const { size, start, afterPointer } = open(section, offset, { kinds: ["Map"], shape });
  const value: Record<string, MaxmindValue> = {};
  let at = start;
  for (let entry = 0; entry < size; entry++) {
    const keyAt = at;
    const { key, next } = inFront(`at offset ${keyAt}`, () => section.key(keyAt));
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field === undefined) {
      at = inFront(`at offset ${next}`, () => section.skip(next));
      continue;
    }
    if (Object.hasOwn(value, key)) throw new MaxmindError(`duplicate map key ${quote(key)}`);
    const read = inFront(`decoding field ${key}`, () => readValue(section, next, field));
    value[key] = read.value;
    at = read.next;
  }
  return { value, next: afterPointer ?? at };
}

function readValue(section: DataSection, offset: number, shape: Shape): Read<MaxmindValue> {
  switch (shape.is) {
    case "record":
      return readRecord(section, offset, shape);
    case "list":
      return readList(section, offset, shape);
    case "string": {
      const control = open(section, offset, { kinds: ["String"], shape });
      if (control.size > shape.maxOctets) throw tooLarge(offset, control, shape.maxOctets);
      return finish(section, offset, control);
    }
    case "bool":
      return finish(section, offset, open(section, offset, { kinds: ["Bool"], shape }));
    case "float":
      return finish(section, offset, open(section, offset, { kinds: ["Float64", "Float32"], shape }));
    case "uint":
      return readNumber(section, offset, shape);
  }
}

function readList(section: DataSection, offset: number, shape: Extract<Shape, { is: "list" }>): Read<MaxmindValue> {
  const control = open(section, offset, { kinds: ["Slice"], shape });
  if (control.size > section.bytes.length - control.start) {
    throw new MaxmindError(`at offset ${offset}: unexpected end of database`);
  }
  if (control.size > shape.max) throw tooLarge(offset, control, shape.max);
  const value: MaxmindValue[] = [];
  let at = control.start;
  for (let index = 0; index < control.size; index++) {
    const itemAt = at;
    const item = inFront(`decoding index ${index}`, () => readRecord(section, itemAt, shape.of));
    value.push(item.value);
    at = item.next;
  }
  return { value, next: control.afterPointer ?? at };
}

function readNumber(section: DataSection, offset: number, shape: Extract<Shape, { is: "uint" }>): Read<MaxmindValue> {
  const control = open(section, offset, { kinds: ["Uint16", "Uint32", "Uint64", "Int32"], shape });
  const { value, next } = finish(section, offset, control);
  const number = BigInt(value);
  if (number >= 0n && number < 1n << BigInt(shape.bits)) return { value: number, next };
  const type = control.kind === "Int32" ? "int64" : "uint64";
  throw new MaxmindError(`maxminddb: cannot unmarshal ${number} (${type}) into type ${typeNameOf(shape)}`);
}

interface Wanted {
  readonly kinds: readonly DataKind[];
  readonly shape: Shape;
}

/** The beginning of a value of one of these kinds. */
function open(section: DataSection, offset: number, { kinds, shape }: Wanted): Resolved {
  return inFront(`at offset ${offset}`, () => {
    const control = section.resolve(offset);
    if (kinds.includes(control.kind)) return control;
    section.checkScalar(offset);
    throw new MaxmindError(`maxminddb: cannot unmarshal ${control.kind} (decoder.Kind) into type ${typeNameOf(shape)}`);
  });
}

function finish(section: DataSection, offset: number, control: Resolved): Read<Exclude<Scalar, Uint8Array>> {
  const value = inFront(`at offset ${offset}`, () => section.scalar(control));
  const end = control.kind === "Bool" ? control.start : control.start + control.size;
  return { value: value instanceof Uint8Array ? "" : value, next: control.afterPointer ?? end };
}

function tooLarge(offset: number, { kind, size }: Resolved, max: number): MaxmindError {
  return new MaxmindError(`at offset ${offset}: ${kind} size ${size} exceeds maxsize ${max}`);
}
