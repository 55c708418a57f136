/** RDATA whose fields hang on each other: LOC, APL, HIP, IPSECKEY, SVCB and HTTPS. */
import type { Cursor } from "./cursor.ts";

type ShowAddress = (octets: Buffer) => string;

/** RFC 1876: degrees, minutes, seconds; metres with two decimals, the three sizes left out when they are the usual ones. */
export function showLocation(rdata: Cursor): string {
  rdata.take(1);
  const sizes = [sizeOf(rdata.number(1)), sizeOf(rdata.number(1)), sizeOf(rdata.number(1))];
  const latitude = showAngle(rdata.number(4), "NS");
  const longitude = showAngle(rdata.number(4), "EW");
  const altitude = (rdata.number(4) - 10_000_000) / 100;
  const usual = sizes.join(" ") === "1 10000 10";
  const metres = [altitude, ...(usual ? [] : sizes)].map((length) => `${length.toFixed(2)}m`);
  return [latitude, longitude, ...metres].join(" ");
}

/** Mantissa and exponent of centimetres, in metres. */
function sizeOf(octet: number): number {
  return ((octet >> 4) * 10 ** (octet & 0x0f)) / 100;
}

/** Thousandths of a second, from the equator or the meridian at 2 to the 31st. */
function showAngle(value: number, [plus = "", minus = ""]: string): string {
  const offset = value - 0x80_00_00_00;
  const thousandths = Math.abs(offset);
  const degrees = Math.floor(thousandths / 3_600_000);
  const minutes = Math.floor(thousandths / 60_000) % 60;
  return `${degrees} ${minutes} ${((thousandths % 60_000) / 1000).toFixed(3)} ${offset < 0 ? minus : plus}`;
}

/** One item of an APL record (RFC 3123): trailing zero octets are left out on the wire. */
export function showApl(rdata: Cursor, showIpv6: ShowAddress): string {
  const family = rdata.number(2);
  const prefix = rdata.number(1);
  const length = rdata.number(1);
  const octets = Buffer.alloc(family === 1 ? 4 : 16);
  rdata.take(length & 0x7f).copy(octets);
  const address = family === 1 ? [...octets].join(".") : showIpv6(octets);
  return `${length >= 0x80 ? "!" : ""}${family}:${address}/${prefix}`;
}

/** RFC 8005 section 5. */
export function showHip(rdata: Cursor): string {
  const tagLength = rdata.number(1);
  const algorithm = rdata.number(1);
  const keyLength = rdata.number(2);
  const words = [String(algorithm), rdata.take(tagLength).toString("hex"), rdata.take(keyLength).toString("base64")];
  while (!rdata.atEnd) words.push(rdata.name());
  return words.join(" ");
}

/** IPSECKEY (RFC 4025 section 2). */
export function showGateway(rdata: Cursor, showIpv6: ShowAddress): string {
  const [precedence = 0, kind = 0, algorithm = 0] = rdata.take(3);
  const gateway =
    kind === 1 ? [...rdata.take(4)].join(".") : kind === 2 ? showIpv6(rdata.take(16)) : kind === 3 ? rdata.name() : ".";
  return [precedence, kind, algorithm, gateway, rdata.rest().toString("base64")].join(" ").trimEnd();
}

const PARAMETERS = ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint"];

interface Writers {
  readonly quoted: (octets: Buffer) => string;
  readonly showIpv6: ShowAddress;
}

/** Parameters of SVCB and HTTPS (RFC 9460 section 2.1). */
export function showParameters(rdata: Cursor, { quoted, showIpv6 }: Writers): string {
  const shown: string[] = [];
  while (!rdata.atEnd) {
    const code = rdata.number(2);
    const value = rdata.take(rdata.number(2));
    const name = PARAMETERS[code] ?? `key${code}`;
    const text = parameterText({ name, value, showIpv6 });
    const end = value.length === 0 ? "" : `=${text === undefined ? quoted(value) : `"${text}"`}`;
    shown.push(`${name}${end}`);
  }
  return shown.join(" ");
}

interface Parameter {
  readonly name: string;
  readonly value: Buffer;
  readonly showIpv6: ShowAddress;
}

/** A value in its own form; undefined for one that is but octets. */
function parameterText({ name, value, showIpv6 }: Parameter): string | undefined {
  switch (name) {
    case "mandatory":
      return pieces(value, 2)
        .map((piece) => PARAMETERS[piece.readUInt16BE(0)] ?? `key${piece.readUInt16BE(0)}`)
        .join(",");
    case "alpn":
      return protocols(value).join(",");
    case "port":
      return String(value.readUInt16BE(0));
    case "ipv4hint":
      return pieces(value, 4)
        .map((piece) => [...piece].join("."))
        .join(",");
    case "ech":
      return value.toString("base64");
    case "ipv6hint":
      return pieces(value, 16).map(showIpv6).join(",");
    default:
      return undefined;
  }
}

function pieces(value: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.floor(value.length / size) }, (_, index) =>
    value.subarray(index * size, (index + 1) * size),
  );
}

function protocols(value: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at < value.length; at += 1 + (value[at] ?? 0))
    found.push(value.toString("latin1", at + 1, at + 1 + (value[at] ?? 0)));
  return found;
}
