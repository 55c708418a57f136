/** Writes times (Go, Time.Format). */

import type { TimeValue } from "../value/value.ts";
import { type CivilTime, civilTimeOf, dayOfYear, MONTHS, WEEKDAYS, weekdayOf } from "./calendar.ts";
import { readLayout } from "./time-layout.ts";

/** That of Time.String. */
export const LAYOUT_OF_STRING = "2006-01-02 15:04:05.999999999 -0700 MST";
/** That of JSON. */
export const LAYOUT_OF_JSON = "2006-01-02T15:04:05.999999999Z07:00";

/** What a clock in the time's zone shows. */
export function civilOf({ ns, zone }: TimeValue): CivilTime & { readonly weekday: number } {
  const local = ns + BigInt(zone.at(ns).offsetSeconds) * 1_000_000_000n;
  return { ...civilTimeOf(local), weekday: weekdayOf(local) };
}

/** The time in the layout. */
export function formatTime(time: TimeValue, layout: string): string {
  const civil = civilOf(time);
  const zone = time.zone.at(time.ns);
  return readLayout(layout)
    .map(({ kind, text }) => (kind === "literal" ? text : writeField(text, civil, zone)))
    .join("");
}

type Civil = ReturnType<typeof civilOf>;
type Zone = ReturnType<TimeValue["zone"]["at"]>;

function padded(value: number, width: number, filler = "0"): string {
  return `${value < 0 ? "-" : ""}${String(Math.abs(value)).padStart(width, filler)}`;
}

function writeField(field: string, civil: Civil, zone: Zone): string {
  const { year, month, day, hour, minute, second } = civil;
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  switch (field) {
    case "2006":
      return padded(year, 4);
    case "06":
      return padded(((year % 100) + 100) % 100, 2);
    case "January":
      return MONTHS[month - 1] ?? "";
    case "Jan":
      return MONTHS[month - 1]?.slice(0, 3) ?? "";
    case "1":
      return String(month);
    case "01":
      return padded(month, 2);
    case "Monday":
      return WEEKDAYS[civil.weekday] ?? "";
    case "Mon":
      return WEEKDAYS[civil.weekday]?.slice(0, 3) ?? "";
    case "2":
      return String(day);
    case "_2":
      return padded(day, 2, " ");
    case "02":
      return padded(day, 2);
    case "002":
      return padded(dayOfYear(civil), 3);
    case "__2":
      return padded(dayOfYear(civil), 3, " ");
    case "15":
      return padded(hour, 2);
    case "3":
      return String(twelve);
    case "03":
      return padded(twelve, 2);
    case "4":
      return String(minute);
    case "04":
      return padded(minute, 2);
    case "5":
      return String(second);
    case "05":
      return padded(second, 2);
    case "PM":
      return hour >= 12 ? "PM" : "AM";
    case "pm":
      return hour >= 12 ? "pm" : "am";
    case "MST":
      return zone.abbreviation;
  }
  return /^[.,]/.test(field) ? writeFraction(field, civil.nanosecond) : writeOffset(field, zone.offsetSeconds);
}

/** `.000` has always so many digits, `.999` at most so many. */
function writeFraction(field: string, nanosecond: number): string {
  const digits = padded(nanosecond, 9).slice(0, field.length - 1);
  if (field.charAt(1) === "0") return field.charAt(0) + digits;
  const short = digits.replace(/0+$/, "");
  return short === "" ? "" : field.charAt(0) + short;
}

function writeOffset(field: string, offsetSeconds: number): string {
  if (field.startsWith("Z") && offsetSeconds === 0) return "Z";
  const size = Math.abs(offsetSeconds);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) => padded(part, 2));
  const wanted = field.replace(/[^0-9]/g, "").length / 2;
  return (offsetSeconds < 0 ? "-" : "+") + parts.slice(0, wanted).join(field.includes(":") ? ":" : "");
}
