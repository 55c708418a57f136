/** What a record should look like: as data, with the names that CoreDNS's library has for its types. */

/** A text of so many octets at most. */
interface TextShape {
  readonly is: "string";
  readonly maxOctets: number;
}

/** A whole number of so many bits, 0 or more. */
interface NumberShape {
  readonly is: "uint";
  readonly bits: 16 | 64;
}

/** Named fields; what is not among them is passed over. */
export interface RecordShape {
  readonly is: "record";
  readonly typeName: string;
  readonly fields: Readonly<Record<string, Shape>>;
}

/** A list of so many records at most. */
interface ListShape {
  readonly is: "list";
  readonly of: RecordShape;
  readonly max: number;
}

export type Shape =
  | TextShape
  | NumberShape
  | RecordShape
  | ListShape
  | { readonly is: "float" }
  | { readonly is: "bool" };

/** A text. */
export function string(maxOctets: number): TextShape {
  return { is: "string", maxOctets };
}

/** A record. */
export function record(typeName: string, fields: Readonly<Record<string, Shape>>): RecordShape {
  return { is: "record", typeName, fields };
}

/** A list of records. */
export function list(of: RecordShape, max: number): ListShape {
  return { is: "list", of, max };
}

export const uint: NumberShape = { is: "uint", bits: 64 };
export const uint16: NumberShape = { is: "uint", bits: 16 };
export const float: Shape = { is: "float" };
export const bool: Shape = { is: "bool" };

/** The name of a shape's type in messages. */
export function typeNameOf(shape: Shape): string {
  switch (shape.is) {
    case "string":
      return "string";
    case "uint":
      return shape.bits === 16 ? "uint16" : "uint";
    case "float":
      return "float64";
    case "bool":
      return "bool";
    case "record":
      return shape.typeName;
    case "list":
      return `[]${shape.of.typeName}`;
  }
}
