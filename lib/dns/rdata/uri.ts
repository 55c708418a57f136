/** URI (RFC 7553) and CAA (RFC 8659): octets to the end of the RDATA, written in quotes. */
import { readEscapes, writeEscapes } from "../text/escape.ts";
import { octetsToEnd } from "./character-strings.ts";
import { tokenField, u8, u16 } from "./field-kinds.ts";
import { type Field, type RdataOf, row } from "./fields.ts";

const tag: Field<string> = tokenField(
  "Tag",
  { decode: (from) => from.characterString(), encode: (value, to) => to.characterString(value) },
  { read: ({ kind, text }) => (kind === "string" ? readEscapes(text) : undefined), write: writeEscapes },
);

/** The URI of a service; an octet string. */
export const uri = row("URI", { priority: u16("Priority"), weight: u16("Weight"), target: octetsToEnd("Target") });
/** Who may issue certificates for a name; tag and value are octet strings. */
export const caa = row("CAA", { flags: u8("Flag"), tag, value: octetsToEnd("Value") });

export type URI = RdataOf<typeof uri>;
export type CAA = RdataOf<typeof caa>;
