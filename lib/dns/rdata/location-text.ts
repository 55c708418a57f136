/** The text of LOC records (RFC 1876 section 3). */
import type { Lexer } from "../text/lexer.ts";
import { readFloat, readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import { badField, type RdataSource } from "./codec.ts";
import type { LOC } from "./location.ts";

/** The equator and the prime meridian. */
const MIDDLE = 0x80_00_00_00;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const ALTITUDE_BASE_CM = 10_000_000;
const MAX_METRES = 90_000_000;

interface Axis {
  readonly label: "Latitude" | "Longitude";
  readonly limit: number;
  readonly ends: "North/South" | "East/West";
  /** +1 and -1 by letter. */
  readonly directions: Readonly<Record<string, number>>;
}

const LATITUDE: Axis = { label: "Latitude", limit: 90, ends: "North/South", directions: { N: 1, S: -1 } };
const LONGITUDE: Axis = { label: "Longitude", limit: 180, ends: "East/West", directions: { E: 1, W: -1 } };

/** Defaults: 1 m, 10 km, 10 m. */
const DEFAULTS = { size: 0x12, horizontalPrecision: 0x16, verticalPrecision: 0x13 };

/** Reads a place: degrees, minutes and seconds of two axes, altitude, size and precisions. */
export function readLocation({ lexer }: RdataSource): LOC | TextError {
  const latitude = readAxis(lexer, LATITUDE);
  if (latitude instanceof TextError) return latitude;
  lexer.next();
  const longitude = readAxis(lexer, LONGITUDE);
  if (longitude instanceof TextError) return longitude;
  lexer.next();
  const token = lexer.next();
  const number = token.error ? token.text : token.text.replace(/[mM]$/, "");
  const metres = token.error ? undefined : readFloat(number);
  if (metres === undefined) return badField("LOC Altitude", { ...token, text: number });
  const altitude = Math.trunc(metres * 100 + ALTITUDE_BASE_CM + 0.5) >>> 0;
  const sizes = readSizes(lexer);
  if (sizes instanceof TextError) return sizes;
  return { kind: "LOC", version: 0, ...sizes, latitude, longitude, altitude };
}

function readAxis(lexer: Lexer, axis: Axis): number | TextError {
  let token = lexer.next();
  const degrees = part(token, axis.limit);
  if (degrees === undefined) return badField(`LOC ${axis.label}`, token);
  let value = degrees * HOUR;
  lexer.next();
  token = lexer.next();
  const whole = direct(token, value, axis);
  if (whole !== undefined) return whole;
  const minutes = part(token, 59);
  if (minutes === undefined) return badField(`LOC ${axis.label} minutes`, token);
  value += minutes * MINUTE;
  lexer.next();
  token = lexer.next();
  const seconds = token.error ? undefined : readFloat(token.text);
  if (seconds === undefined || seconds < 0 || seconds >= 60) return badField(`LOC ${axis.label} seconds`, token);
  value += Math.trunc(1_000 * seconds);
  lexer.next();
  token = lexer.next();
  return direct(token, value, axis) ?? badField(`LOC ${axis.label} ${axis.ends}`, token);
}

function part(token: Token, limit: number): number | undefined {
  return token.error ? undefined : readUnsigned(token.text, limit);
}

function direct(token: Token, value: number, axis: Axis): number | undefined {
  const sign = axis.directions[token.text.toUpperCase()];
  return sign === undefined || value > axis.limit * HOUR ? undefined : MIDDLE + sign * value;
}

const SIZES = ["size", "horizontalPrecision", "verticalPrecision"] as const;
const SIZE_LABELS = { size: "Size", horizontalPrecision: "HorizPre", verticalPrecision: "VertPre" } as const;

function readSizes(lexer: Lexer): typeof DEFAULTS | TextError {
  const sizes = { ...DEFAULTS };
  let count = 0;
  for (;;) {
    const token = lexer.next();
    if (token.kind === "newline" || token.kind === "end") return sizes;
    if (token.kind === "blank") continue;
    if (token.kind !== "string") return badField("LOC Size, HorizPre or VertPre", token);
    const which = SIZES[count++];
    if (which === undefined) continue;
    const size = readSize(token.text);
    if (size === undefined) return badField(`LOC ${SIZE_LABELS[which]}`, token);
    sizes[which] = size;
  }
}

const METRES = /^(?:(\d+)|(\d*)\.(\d\d?))[mM]?$/;

/** Metres with up to two decimals as mantissa and exponent of centimetres. */
function readSize(text: string): number | undefined {
  const match = METRES.exec(text);
  if (match === null) return undefined;
  const metres = Number(match[1] ?? match[2]);
  const centimetres = Number((match[3] ?? "").padEnd(2, "0"));
  if (metres > MAX_METRES || (metres === MAX_METRES && centimetres > 0)) return undefined;
  let exponent = metres > 0 ? 2 : 0;
  let mantissa = metres > 0 ? metres : centimetres;
  while (mantissa >= 10) {
    exponent++;
    mantissa = Math.trunc(mantissa / 10);
  }
  return (mantissa << 4) | (exponent & 0xf);
}

/** Writes a place in full. */
export function writeLocation(loc: LOC): string {
  const axes = `${writeAxis(loc.latitude, "N", "S")} ${writeAxis(loc.longitude, "E", "W")}`;
  const metres = (loc.altitude - ALTITUDE_BASE_CM) / 100;
  const altitude = metres.toFixed(loc.altitude % 100 === 0 ? 0 : 2);
  const sizes = [loc.size, loc.horizontalPrecision, loc.verticalPrecision].map((size) => `${writeSize(size)}m`);
  return `${axes} ${altitude}m ${sizes.join(" ")}`;
}

function writeAxis(value: number, positive: string, negative: string): string {
  const distance = Math.abs(value - MIDDLE);
  const two = (number: number): string => String(Math.trunc(number)).padStart(2, "0");
  const seconds = ((distance % MINUTE) / 1_000).toFixed(3);
  return `${two(distance / HOUR)} ${two((distance % HOUR) / MINUTE)} ${seconds} ${value > MIDDLE ? positive : negative}`;
}

function writeSize(size: number): string {
  const mantissa = size >> 4;
  const exponent = size & 0xf;
  if (exponent < 2) return `0.${String(exponent === 1 ? mantissa * 10 : mantissa).padStart(2, "0")}`;
  return `${mantissa}${"0".repeat(exponent - 2)}`;
}
