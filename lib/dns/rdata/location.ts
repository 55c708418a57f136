/** Where a host is on the globe: LOC (RFC 1876) and GPOS (RFC 1712). */
import { readFloat } from "../text/number.ts";
import type { RdataCodec } from "./codec.ts";
import { tokenField } from "./field-kinds.ts";
import { type Field, type RdataOf, row } from "./fields.ts";
import { readLocation, writeLocation } from "./location-text.ts";

/** A place. Sizes and precisions are mantissa and exponent of centimetres, as on the wire. */
export interface LOC {
  readonly kind: "LOC";
  readonly version: number;
  readonly size: number;
  readonly horizontalPrecision: number;
  readonly verticalPrecision: number;
  /** Thousandths of a second of arc, from 2^31 on for the north. */
  readonly latitude: number;
  /** Thousandths of a second of arc, from 2^31 on for the east. */
  readonly longitude: number;
  /** Centimetres above 100 km below sea level. */
  readonly altitude: number;
}

/** The codec of LOC records. */
export const loc: RdataCodec<LOC> = {
  kind: "LOC",
  decode(reader) {
    const version = reader.u8();
    const size = reader.u8();
    const horizontalPrecision = reader.u8();
    const verticalPrecision = reader.u8();
    const latitude = reader.u32();
    const longitude = reader.u32();
    const altitude = reader.u32();
    return { kind: "LOC", version, size, horizontalPrecision, verticalPrecision, latitude, longitude, altitude };
  },
  encode(loc, sink) {
    sink.u8(loc.version);
    sink.u8(loc.size);
    sink.u8(loc.horizontalPrecision);
    sink.u8(loc.verticalPrecision);
    sink.u32(loc.latitude);
    sink.u32(loc.longitude);
    sink.u32(loc.altitude);
  },
  read: readLocation,
  write: writeLocation,
};

/** A number as text, which is how GPOS has it on the wire as well. */
function coordinate(label: string): Field<string> {
  return tokenField(
    label,
    { decode: (from) => from.characterString(), encode: (value, to) => to.characterString(value) },
    { read: ({ text }) => (readFloat(text) === undefined ? undefined : text), write: String },
  );
}

/** A place in degrees and metres, as text. */
export const gpos = row("GPOS", {
  longitude: coordinate("Longitude"),
  latitude: coordinate("Latitude"),
  altitude: coordinate("Altitude"),
});

export type GPOS = RdataOf<typeof gpos>;
