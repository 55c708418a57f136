/**
 * RDATA of any type off the wire. CoreDNS takes RDATA that ends between two fields and writes the missing ones as zeros;
 * what it cannot read it says with the name of the field.
 */
import { rrtypeName } from "../iana/rrtype.ts";
import { WireReader } from "../wire/reader.ts";
import { WireError } from "../wire/wire-error.ts";
import { WireWriter } from "../wire/writer.ts";
import { fieldsOf, octetsWhenMissing, type RdataField } from "./layouts.ts";
import type { Rdata } from "./rdata.ts";
import { type AnyCodec, codecOfType } from "./table.ts";

/**
 * Reads RDATA up to the reader's limit. RDATA of a type without a codec, and none at all, is UNKNOWN, and so is what ends
 * before a name or an address, which CoreDNS leaves out then. Throws `WireError`.
 */
export function decodeRdata(reader: WireReader, type: number): Rdata {
  const codec = codecOfType(type);
  if (codec === undefined || reader.atEnd) return { kind: "UNKNOWN", data: reader.rest() };
  const start = reader.offset;
  try {
    return codec.decode(reader);
  } catch (error) {
    const walk = new RdataWalk(reader, type, WireError.caught(error));
    reader.offset = start;
    return endsEarly(reader, codec, walk);
  }
}

/** Reads what its codec could not. */
function endsEarly(reader: WireReader, codec: AnyCodec, walk: RdataWalk): Rdata {
  const data = walk.run();
  reader.offset = reader.limit;
  try {
    const whole = new WireReader(data);
    const rdata = codec.decode(whole);
    return whole.atEnd ? rdata : { kind: "UNKNOWN", data };
  } catch (error) {
    return WireError.caught(error) && { kind: "UNKNOWN", data };
  }
}

/** RDATA field by field, written again without compression. */
class RdataWalk {
  readonly #reader: WireReader;
  readonly #type: string;
  readonly #fields: readonly RdataField[];
  readonly #error: WireError;
  readonly #written = new WireWriter();
  readonly #numbers = new Map<string, number>();

  /** `error` is what is wrong unless the RDATA just ends early. */
  constructor(reader: WireReader, type: number, error: WireError) {
    const name = rrtypeName(type);
    this.#reader = reader;
    this.#type = name.replace("-", "");
    this.#fields = fieldsOf(name);
    this.#error = error;
  }

  /** The octets with zeros for what is missing. Throws a `WireError` that names the field. */
  run(): Uint8Array {
    for (const [at, field] of this.#fields.entries()) {
      if (this.#reader.atEnd && !this.#isSized(this.#fields[at - 1])) {
        this.#written.raw(new Uint8Array(octetsWhenMissing(this.#fields.slice(at))));
        return this.#written.bytes.slice(0, this.#written.offset);
      }
      try {
        this.#read(field);
      } catch (error) {
        throw WireError.caught(error) && this.#errorAt(field);
      }
    }
    throw this.#error;
  }

  #read({ name, holds }: RdataField): void {
    const reader = this.#reader;
    if (holds === "name") this.#written.name(reader.name());
    else if (holds === "string") this.#written.characterString(reader.characterString());
    else if (holds === "ipv4") this.#copy(4);
    else if (holds === "ipv6") this.#copy(16);
    else if (holds === "gateway") this.#readGateway();
    // What is wrong in the rest is not that it ends early.
    else if (holds === "rest") throw this.#error;
    else {
      const octets = this.#copy(this.#numbers.get(holds) ?? Number(holds));
      this.#numbers.set(
        name,
        octets.reduce((value, octet) => value * 0x1_00 + octet, 0),
      );
    }
  }

  /** Its type is 1 for IPv4, 2 for IPv6, 3 for a name. */
  #readGateway(): void {
    const type = this.#numbers.get("GatewayType");
    if (type === 3) this.#written.name(this.#reader.name());
    else this.#copy(type === 1 ? 4 : 16);
  }

  #copy(octets: number): Uint8Array {
    const taken = this.#reader.take(octets, "uint16");
    this.#written.raw(taken);
    return taken;
  }

  /** CoreDNS looks for the end of the RDATA behind all fields but these. */
  #isSized(field: RdataField | undefined): boolean {
    return field !== undefined && this.#fields.some(({ name }) => name === field.holds);
  }

  /** Nor does it name these in its errors; a field with the name of its type is named once. */
  #errorAt(field: RdataField): WireError {
    if (this.#isSized(field)) return this.#error;
    return this.#error.in(field.name === this.#type ? field.name : `${this.#type}.${field.name}`);
  }
}
