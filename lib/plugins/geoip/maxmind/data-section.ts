/** Values of a MaxMind DB file: a control byte with kind and size, then the payload (MaxMind DB format 2.0). */
import { textOfOctets } from "../../../go/utf8.ts";
import { octetString } from "../../../text/octets.ts";
import { MaxmindError, unexpectedEnd } from "./maxmind-error.ts";

/** Kinds by their numbers; the names are those of CoreDNS's messages. */
const KINDS = [
  "Extended",
  "Pointer",
  "String",
  "Float64",
  "Bytes",
  "Uint16",
  "Uint32",
  "Map",
  "Int32",
  "Uint64",
  "Uint128",
  "Slice",
  "Container",
  "EndMarker",
  "Bool",
  "Float32",
] as const;

/** What a value is. */
export type DataKind = (typeof KINDS)[number] | `Unknown(${number})`;

/** A value's beginning. `size` is in octets, or in entries for a map or a slice. */
export interface Control {
  readonly kind: DataKind;
  readonly size: number;
  /** Where the payload begins. */
  readonly start: number;
}

/** A value behind at most one pointer. */
export interface Resolved extends Control {
  /** Where what follows the pointer begins; undefined when there was no pointer. */
  readonly afterPointer: number | undefined;
}

/** A number with its kind, to write it as Go does. */
export type Scalar = string | number | bigint | boolean | Uint8Array;

/** How many octets a payload may have, and whether it must have as many; and its name in messages. */
const WIDTHS: Partial<Record<DataKind, { readonly octets: number; readonly exact?: true; readonly words: string }>> = {
  Float64: { octets: 8, exact: true, words: "float 64" },
  Float32: { octets: 4, exact: true, words: "float32" },
  Int32: { octets: 4, words: "int32" },
  Uint16: { octets: 2, words: "uint16" },
  Uint32: { octets: 4, words: "uint32" },
  Uint64: { octets: 8, words: "uint64" },
  Uint128: { octets: 16, words: "uint128" },
};

const POINTER_BASES: readonly number[] = [0, 2048, 526_336, 0];

/** The octets of the data section or of the metadata; offsets count from its beginning. */
export class DataSection {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The control byte at an offset, with what belongs to it. */
  control(offset: number): Control {
    const first = this.#octet(offset);
    let start = offset + 1;
    let number = first >> 5;
    if (number === 0) number = (this.#octet(start++) + 7) & 0xff;
    const kind = KINDS[number] ?? (`Unknown(${number})` as const);
    const size = first & 0x1f;
    if (size < 29 || kind === "Pointer") return { kind, size, start };
    const octets = size - 28;
    this.#need(start, octets);
    const more = Number(this.#unsigned(start, octets));
    return { kind, size: more + (size === 29 ? 29 : size === 30 ? 285 : 65_821), start: start + octets };
  }

  /** Where a pointer leads, and what follows it. */
  pointer({ size, start }: Control): { readonly target: number; readonly next: number } {
    const octets = ((size >> 3) & 3) + 1;
    this.#need(start, octets);
    const high = octets === 4 ? 0 : (size & 7) * 2 ** (8 * octets);
    return {
      target: high + Number(this.#unsigned(start, octets)) + (POINTER_BASES[octets - 1] ?? 0),
      next: start + octets,
    };
  }

  /** The value at an offset, or the one that a pointer there leads to. */
  resolve(offset: number): Resolved {
    const control = this.control(offset);
    if (control.kind !== "Pointer") return { ...control, afterPointer: undefined };
    const { target, next } = this.pointer(control);
    const pointed = this.control(target);
    if (pointed.kind === "Pointer") throw new MaxmindError("pointer-to-pointer chain detected");
    return { ...pointed, afterPointer: next };
  }

  /** A key of a map, and where its value begins. */
  key(offset: number): { readonly key: string; readonly next: number } {
    const { kind, size, start, afterPointer } = this.resolve(offset);
    if (kind !== "String") {
      this.checkScalar(offset);
      throw new MaxmindError(`unexpected map key type: ${kind}`);
    }
    this.#need(start, size);
    return { key: textOfOctets(octetString(this.bytes, start, start + size)), next: afterPointer ?? start + size };
  }

  /** The payload of a value that is no container; numbers that may be large are bigints. */
  scalar({ kind, size, start }: Control): Scalar {
    const width = WIDTHS[kind];
    this.#checkKnown(kind);
    const words = width?.words ?? kind.toLowerCase();
    const isWrong =
      width === undefined ? kind === "Bool" && size > 1 : width.exact ? size !== width.octets : size > width.octets;
    if (isWrong) {
      throw new MaxmindError(`the MaxMind DB file's data section contains bad data (${words} size of ${size})`);
    }
    if (kind === "Bool") return size === 1;
    this.#need(start, size);
    const payload = this.bytes.subarray(start, start + size);
    switch (kind) {
      case "String":
        return textOfOctets(octetString(payload));
      case "Float64":
        return this.#view(start, size).getFloat64(0);
      case "Float32":
        return this.#view(start, size).getFloat32(0);
      case "Int32":
        return Number(BigInt.asIntN(32, this.#unsigned(start, size)));
      case "Uint16":
      case "Uint32":
      case "Uint64":
      case "Uint128":
        return this.#unsigned(start, size);
      default:
        return payload;
    }
  }

  /** Where the value behind the one at this offset begins. Pointers are not followed. */
  skip(from: number): number {
    let offset = from;
    for (let left = 1; left > 0; left--) {
      const control = this.control(offset);
      const { kind, size, start } = control;
      if (kind === "Pointer") {
        offset = this.pointer(control).next;
      } else if (kind === "Map" || kind === "Slice") {
        left += kind === "Map" ? 2 * size : size;
        offset = start;
      } else if (kind === "Bool") {
        offset = start;
      } else {
        this.#need(start, size);
        offset = start + size;
      }
    }
    return offset;
  }

  /** Refuses a container with more entries than there can be: each has an octet or more. */
  fits({ kind, size, start }: Control): void {
    this.#need(start, kind === "Map" ? 2 * size : size);
  }

  /** Refuses a value that is no container and whose size does not fit its kind. */
  checkScalar(offset: number): void {
    const control = this.control(offset);
    if (control.kind === "Pointer") {
      const { target } = this.pointer(control);
      if (this.control(target).kind === "Pointer") {
        throw new MaxmindError(`invalid pointer to pointer at offset ${target}`);
      }
      this.checkScalar(target);
      return;
    }
    const { kind, size, start } = control;
    if (kind === "Map" || kind === "Slice") return;
    const width = WIDTHS[kind];
    if (kind === "Bool" && size > 1) throw new MaxmindError(`invalid bool size: ${size}`);
    if (kind === "Bool") return;
    this.#checkKnown(kind);
    if (width !== undefined && (width.exact ? size !== width.octets : size > width.octets)) {
      throw new MaxmindError(`invalid ${kind} size: ${size}`);
    }
    this.#need(start, size);
  }

  #checkKnown(kind: DataKind): void {
    const isKnown = WIDTHS[kind] !== undefined || kind === "String" || kind === "Bytes" || kind === "Bool";
    if (!isKnown) throw new MaxmindError(`unknown type: ${kindNumber(kind)}`);
  }

  #octet(offset: number): number {
    const octet = this.bytes[offset];
    if (octet === undefined) throw unexpectedEnd();
    return octet;
  }

  #need(start: number, octets: number): void {
    if (start + octets > this.bytes.length) throw unexpectedEnd();
  }

  #unsigned(start: number, octets: number): bigint {
    let value = 0n;
    for (let at = start; at < start + octets; at++) value = (value << 8n) | BigInt(this.bytes[at] ?? 0);
    return value;
  }

  #view(start: number, octets: number): DataView {
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + start, octets);
  }
}

function kindNumber(kind: DataKind): string {
  const number = (KINDS as readonly string[]).indexOf(kind);
  return number < 0 ? kind.replace(/\D/g, "") : String(number);
}
