/** What a MaxMind DB file says about itself. */
import { type Control, DataSection, type Scalar } from "./data-section.ts";
import { inFront, MaxmindError } from "./maxmind-error.ts";

/** The parts of the metadata that reading needs. */
export interface Metadata {
  /** `GeoLite2-City`, ...; empty when the file does not tell. */
  readonly databaseType: string;
  /** 4 or 6. */
  readonly ipVersion: bigint;
  readonly nodeCount: bigint;
  /** Bits of each of the two records of a node: 24, 28 or 32. */
  readonly recordSize: bigint;
}

type FieldType = "string" | "uint" | "[]string" | "map[string]string";

const FIELDS: Readonly<Record<string, FieldType>> = {
  description: "map[string]string",
  database_type: "string",
  languages: "[]string",
  binary_format_major_version: "uint",
  binary_format_minor_version: "uint",
  build_epoch: "uint",
  ip_version: "uint",
  node_count: "uint",
  record_size: "uint",
};

/** Where a value is, for messages: the keys and indices that lead to it. */
type Path = readonly string[];

/** Reads the metadata; throws a `MaxmindError`. */
export function readMetadata(bytes: Uint8Array): Metadata {
  const reader = new MetadataReader(new DataSection(bytes));
  const fields = reader.read();
  const number = (name: string): bigint => {
    const value = fields.get(name);
    return typeof value === "bigint" ? value : 0n;
  };
  const databaseType = fields.get("database_type");
  return {
    databaseType: typeof databaseType === "string" ? databaseType : "",
    ipVersion: number("ip_version"),
    nodeCount: number("node_count"),
    recordSize: number("record_size"),
  };
}

class MetadataReader {
  readonly #section: DataSection;

  constructor(section: DataSection) {
    this.#section = section;
  }

  /** Texts and numbers by their names; the others are only looked at. */
  read(): ReadonlyMap<string, string | bigint> {
    const fields = new Map<string, string | bigint>();
    const { control } = this.#value([], 0);
    if (control.kind !== "Map") throw this.#misfit([], control, "maxminddb.Metadata");
    let at = control.start;
    for (let entry = 0; entry < control.size; entry++) {
      const { key, next } = this.#at([], () => this.#section.key(at));
      const type = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
      if (type === undefined) {
        at = this.#at([], () => this.#section.skip(next));
        continue;
      }
      const read = this.#field([key], next, type);
      if (read.value !== undefined) fields.set(key, read.value);
      at = read.next;
    }
    return fields;
  }

  #field(path: Path, offset: number, type: FieldType): { readonly value?: string | bigint; readonly next: number } {
    if (type === "string" || type === "uint") return this.#single(path, offset, type);
    const { control, next } = this.#value(path, offset);
    const isMap = type === "map[string]string";
    if (control.kind !== (isMap ? "Map" : "Slice")) throw this.#misfit(path, control, type);
    this.#at(path, () => this.#section.fits(control));
    let at = control.start;
    for (let entry = 0; entry < control.size; entry++) {
      const key = isMap ? this.#at(path, () => this.#section.key(at)) : { key: String(entry), next: at };
      at = this.#single([...path, key.key], key.next, "string").next;
    }
    return { next: next ?? at };
  }

  #single(
    path: Path,
    offset: number,
    type: "string" | "uint",
  ): { readonly value: string | bigint; readonly next: number } {
    const { control, next } = this.#value(path, offset);
    if (control.kind === "Map" || control.kind === "Slice") throw this.#misfit(path, control, type);
    const scalar = this.#at(path, () => this.#section.scalar(control));
    const value =
      type === "uint" && typeof scalar === "number" && control.kind === "Int32" && scalar >= 0
        ? BigInt(scalar)
        : scalar;
    const fits = type === "string" ? typeof value === "string" : typeof value === "bigint" && value < 1n << 64n;
    if (!fits || (typeof value !== "string" && typeof value !== "bigint")) throw this.#misfit(path, control, type);
    return { value, next: next ?? control.start + control.size };
  }

  #value(path: Path, offset: number): { readonly control: Control; readonly next: number | undefined } {
    return this.#at(path, () => {
      const control = this.#section.control(offset);
      if (control.kind !== "Pointer") return { control, next: undefined };
      const { target, next } = this.#section.pointer(control);
      const pointed = this.#section.control(target);
      if (pointed.kind === "Pointer") throw new MaxmindError(`invalid pointer to pointer at offset ${target}`);
      return { control: pointed, next };
    });
  }

  #misfit(path: Path, control: Control, type: string): MaxmindError {
    const text = describe(control, () => this.#at(path, () => this.#section.scalar(control)));
    return new MaxmindError(`${placeOf(path)}: maxminddb: cannot unmarshal ${text} into type ${type}`);
  }

  #at<T>(path: Path, run: () => T): T {
    return inFront(placeOf(path), run);
  }
}

/** CoreDNS's library gives the beginning of the metadata as the offset of everything in it. */
function placeOf(path: Path): string {
  return path.length === 0 ? "at offset 0" : `at offset 0, path /${path.join("/")}`;
}

const GO_TYPES: Readonly<Record<string, string>> = {
  String: "string",
  Float64: "float64",
  Float32: "float32",
  Int32: "int32",
  Bool: "bool",
  Bytes: "[]uint8",
  Uint128: "*big.Int",
};

/** A value and its type as Go prints them. */
function describe(control: Control, read: () => Scalar): string {
  if (control.kind === "Map") return "map";
  if (control.kind === "Slice") return "array";
  const value = read();
  const text = value instanceof Uint8Array ? `[${value.join(" ")}]` : String(value);
  return `${text} (${GO_TYPES[control.kind] ?? "uint64"})`;
}
