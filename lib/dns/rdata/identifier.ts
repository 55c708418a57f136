/** Numbers of interfaces, nodes and users: EUI48 and EUI64 (RFC 7043), ILNP's NID, L32, L64 and LP (RFC 6742), UID, GID. */
import { readHex, writeHex } from "../../text/base.ts";
import { TextError } from "../text/text-error.ts";
import { WireError } from "../wire/wire-error.ts";
import { ipv4, name, tokenField, u16, u32 } from "./field-kinds.ts";
import { type Field, type RdataOf, row } from "./fields.ts";

/** Octets in text groups of hexadecimal digits. */
interface Groups {
  readonly octets: number;
  readonly separator: "-" | ":";
  read(text: string): string | undefined;
}

function groups(label: string, form: Groups): Field<string> {
  const size = form.separator === "-" ? 2 : 4;
  return tokenField(
    label,
    {
      decode(from) {
        const digits = writeHex(from.take(form.octets, form.octets === 6 ? "uint64 as uint48" : "uint64"));
        const parts: string[] = [];
        for (let at = 0; at < digits.length; at += size) parts.push(digits.slice(at, at + size));
        return form.read(parts.join(form.separator)) ?? "";
      },
      encode(value, to) {
        const bytes = readHex(value.replaceAll(form.separator, ""));
        if (bytes?.length !== form.octets) throw new WireError("bad rdata");
        to.raw(bytes);
      },
    },
    { read: ({ text }) => form.read(text), write: String },
  );
}

const EUI48 = /^[0-9a-f]{2}(?:-[0-9a-f]{2}){5}$/i;
const EUI64 = /^[0-9a-f]{2}(?:-[0-9a-f]{2}){7}$/i;

const eui = (octets: number, form: RegExp): Groups => ({
  octets,
  separator: "-",
  read: (text) => (form.test(text) ? text.toLowerCase() : undefined),
});

/** Four groups; what stands behind the nineteenth character is dropped, as CoreDNS does. */
const NODE = /^[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}/i;

/** An identifier of 64 bits. CoreDNS does not say of which type the mistake is. */
function node(toCase: (text: string) => string): Field<string> {
  const form: Groups = {
    octets: 8,
    separator: ":",
    read(text) {
      const match = NODE.exec(text);
      return match === null ? undefined : toCase(match[0]);
    },
  };
  const field = groups("", form);
  return {
    ...field,
    read(source, owner, before) {
      const value = field.read(source, owner, before);
      return value instanceof TextError ? new TextError("bad NID/L64 NodeID/Locator64", value.token) : value;
    },
  };
}

/** An interface's 48 bits. */
export const eui48 = row("EUI48", { address: groups("Address", eui(6, EUI48)) });
/** An interface's 64 bits. */
export const eui64 = row("EUI64", { address: groups("Address", eui(8, EUI64)) });
/** A node's identifier, four groups of hexadecimal digits in lower case. */
export const nid = row("NID", { preference: u16("Preference"), nodeId: node((text) => text.toLowerCase()) });
/** A 32-bit locator. */
export const l32 = row("L32", { preference: u16("Preference"), locator: ipv4("Locator") });
/** A 64-bit locator, four groups of hexadecimal digits in capitals. */
export const l64 = row("L64", { preference: u16("Preference"), locator: node((text) => text.toUpperCase()) });
/** The name of a subnetwork's locators. */
export const lp = row("LP", { preference: u16("Preference"), target: name("Fqdn") });
/** A user's number: reserved by IANA, of no use. */
export const uid = row("UID", { uid: u32("Uid") });
/** A group's number: reserved by IANA, of no use. */
export const gid = row("GID", { gid: u32("Gid") });

export type EUI48 = RdataOf<typeof eui48>;
export type EUI64 = RdataOf<typeof eui64>;
export type NID = RdataOf<typeof nid>;
export type L32 = RdataOf<typeof l32>;
export type L64 = RdataOf<typeof l64>;
export type LP = RdataOf<typeof lp>;
export type UID = RdataOf<typeof uid>;
export type GID = RdataOf<typeof gid>;
