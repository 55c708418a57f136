/** Reads times (Go, time.Parse). */

import { EvaluationError } from "../expression-error.ts";
import type { TimeValue, ZoneValue } from "../value/value.ts";
import { daysInMonth, daysOf, MONTHS, nanosecondsOf, WEEKDAYS } from "./calendar.ts";
import { type LayoutPart, readLayout } from "./time-layout.ts";
import { fixedZone, UTC } from "./time-zone.ts";

interface Fields {
  year: number;
  month: number | undefined;
  day: number | undefined;
  dayOfYear: number | undefined;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  isAfternoon: boolean | undefined;
  offsetSeconds: number | undefined;
  zoneName: string | undefined;
}

/** Reads a text in a layout; without an offset in it, the time is in `zone`. Throws `EvaluationError`. */
export function parseTime(layout: string, text: string, zone?: ZoneValue): TimeValue {
  const wrong = (): EvaluationError => new EvaluationError(`parsing time "${text}" as "${layout}"`);
  const fields: Fields = { ...NO_FIELDS };
  let rest = text;
  const parts = readLayout(layout);
  for (const [index, part] of parts.entries()) {
    const next = parts.slice(index + 1).find(({ kind }) => kind !== "literal");
    const taken = take(part, rest, { fields, next });
    if (taken === undefined) throw wrong();
    rest = rest.slice(taken);
  }
  if (rest !== "" || !isInBounds(fields)) throw wrong();
  return timeOf(fields, zone);
}

const NO_FIELDS: Fields = {
  year: 0,
  month: undefined,
  day: undefined,
  dayOfYear: undefined,
  hour: 0,
  minute: 0,
  second: 0,
  nanosecond: 0,
  isAfternoon: undefined,
  offsetSeconds: undefined,
  zoneName: undefined,
};

interface Reading {
  readonly fields: Fields;
  /** What comes next in the layout, texts that stand for themselves left out. */
  readonly next: LayoutPart | undefined;
}

/** How many characters the part takes of the text; undefined when it does not fit. */
function take({ kind, text: field }: LayoutPart, rest: string, reading: Reading): number | undefined {
  const { fields } = reading;
  if (kind === "literal") return takeLiteral(field, rest);
  const number = NUMBERS[field];
  if (number !== undefined) return takeNumber(number, rest, reading);
  switch (field) {
    case "January":
    case "Jan":
      return takeName(field === "Jan" ? MONTHS.map((name) => name.slice(0, 3)) : MONTHS, rest, (index) => {
        fields.month = index + 1;
      });
    case "Monday":
    case "Mon":
      return takeName(field === "Mon" ? WEEKDAYS.map((name) => name.slice(0, 3)) : WEEKDAYS, rest, () => {});
    case "PM":
    case "pm": {
      const half = /^(?:AM|PM|am|pm)/.exec(rest)?.[0];
      if (half === undefined || half !== (field === "PM" ? half.toUpperCase() : half.toLowerCase())) return undefined;
      fields.isAfternoon = half.toLowerCase() === "pm";
      return 2;
    }
    case "MST": {
      const name = /^(?:GMT[+-]\d{1,2}|[A-Z]{3,5}|[+-]\d{2}(?:\d{2})?)/.exec(rest)?.[0];
      if (name === "UTC") fields.offsetSeconds = 0;
      else fields.zoneName = name;
      return name?.length;
    }
  }
  return isFraction(field) ? takeFraction(field, rest, fields) : takeOffset(field, rest, fields);
}

/** A blank in the layout stands for any number of them, and for none only at the end. */
function takeLiteral(literal: string, rest: string): number | undefined {
  const pattern = literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ +/g, "(?: +|$)");
  return new RegExp(`^${pattern}`).exec(rest)?.[0].length;
}

interface NumberField {
  readonly name: Exclude<keyof Fields, "isAfternoon" | "offsetSeconds" | "zoneName">;
  readonly pattern: RegExp;
  /** Where there are more than the calendar allows. */
  readonly max?: number;
}

const TWO = /^\d{2}/;
const ONE_OR_TWO = /^\d{1,2}/;
const NUMBERS: Readonly<Record<string, NumberField>> = {
  "2006": { name: "year", pattern: /^\d{4}/ },
  "06": { name: "year", pattern: TWO },
  "01": { name: "month", pattern: TWO, max: 12 },
  "1": { name: "month", pattern: ONE_OR_TWO, max: 12 },
  "02": { name: "day", pattern: TWO, max: 31 },
  "2": { name: "day", pattern: ONE_OR_TWO, max: 31 },
  _2: { name: "day", pattern: /^ ?\d{1,2}/, max: 31 },
  "002": { name: "dayOfYear", pattern: /^\d{3}/ },
  __2: { name: "dayOfYear", pattern: /^[ \d]{2}\d/ },
  "15": { name: "hour", pattern: ONE_OR_TWO, max: 23 },
  "03": { name: "hour", pattern: TWO, max: 12 },
  "3": { name: "hour", pattern: ONE_OR_TWO, max: 12 },
  "04": { name: "minute", pattern: TWO, max: 59 },
  "4": { name: "minute", pattern: ONE_OR_TWO, max: 59 },
  "05": { name: "second", pattern: TWO, max: 59 },
  "5": { name: "second", pattern: ONE_OR_TWO, max: 59 },
};

const isFraction = (field: string): boolean => /^[.,]/.test(field);

function takeNumber({ name, pattern, max }: NumberField, rest: string, { fields, next }: Reading): number | undefined {
  const text = pattern.exec(rest)?.[0];
  if (text === undefined || (max !== undefined && Number(text) > max)) return undefined;
  const isShortYear = name === "year" && pattern === TWO;
  fields[name] = isShortYear ? Number(text) + (Number(text) >= 69 ? 1900 : 2000) : Number(text);
  if (name !== "second" || (next !== undefined && isFraction(next.text))) return text.length;
  // A fraction may stand behind the seconds although the layout has none.
  const fraction = /^[.,]\d+/.exec(rest.slice(text.length))?.[0] ?? "";
  if (fraction !== "") fields.nanosecond = Number(fraction.slice(1, 10).padEnd(9, "0"));
  return text.length + fraction.length;
}

function takeName(names: readonly string[], rest: string, found: (index: number) => void): number | undefined {
  const name = names.find((known) => rest.toLowerCase().startsWith(known.toLowerCase()));
  if (name === undefined) return undefined;
  found(names.indexOf(name));
  return name.length;
}

function takeFraction(field: string, rest: string, fields: Fields): number | undefined {
  const isExact = field.includes("0");
  const text = new RegExp(isExact ? `^[.,]\\d{${field.length - 1}}` : "^[.,]\\d+").exec(rest)?.[0];
  if (text === undefined) return isExact ? undefined : 0;
  fields.nanosecond = Number(text.slice(1, 10).padEnd(9, "0"));
  return text.length;
}

function takeOffset(field: string, rest: string, fields: Fields): number | undefined {
  if (field.startsWith("Z") && rest.startsWith("Z")) {
    fields.offsetSeconds = 0;
    return 1;
  }
  const colon = field.includes(":") ? ":" : "";
  const pairs = field.replace(/[^0-9]/g, "").length / 2;
  const digits = Array.from({ length: pairs }, () => "(\\d{2})").join(colon);
  const found = new RegExp(`^([+-])${digits}`).exec(rest);
  if (found === null) return undefined;
  const [all, sign, hours = "0", minutes = "0", seconds = "0"] = found;
  // Some people do write offsets of 24 hours, 60 minutes or 60 seconds, says Go.
  if (Number(hours) > 24 || Number(minutes) > 60 || Number(seconds) > 60) return undefined;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  fields.offsetSeconds = sign === "-" ? -size : size;
  return all.length;
}

function isInBounds({ year, month, day, dayOfYear }: Fields): boolean {
  if (month === 0 || day === 0 || dayOfYear === 0) return false;
  if (dayOfYear !== undefined && !isDayOfYear(dayOfYear, { year, month, day })) return false;
  return day === undefined || month === undefined || day <= daysInMonth(year, month);
}

/** True when the year has such a day, and month and day, where they are given, say the same one. */
function isDayOfYear(dayOfYear: number, { year, month, day }: Pick<Fields, "year" | "month" | "day">): boolean {
  let left = dayOfYear;
  for (let of = 1; of <= 12; of++) {
    const days = daysInMonth(year, of);
    if (left <= days) return (month === undefined || month === of) && (day === undefined || day === left);
    left -= days;
  }
  return false;
}

function timeOf(fields: Fields, zone: ZoneValue | undefined): TimeValue {
  const { hour, isAfternoon, dayOfYear } = fields;
  const fullHour = isAfternoon === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
  const day = fields.month === undefined ? (dayOfYear ?? fields.day) : fields.day;
  const civil = { ...fields, hour: fullHour, month: fields.month ?? 1, day: day ?? 1 };
  const ns =
    nanosecondsOf({ ...civil, day: 1 }) +
    (daysOf(civil.year, civil.month, civil.day) - daysOf(civil.year, civil.month, 1)) * NS_OF_DAY;
  if (fields.offsetSeconds !== undefined) {
    const own = zone ?? UTC;
    const shifted = ns - BigInt(fields.offsetSeconds) * NS_OF_SECOND;
    const isOwn = own.at(shifted).offsetSeconds === fields.offsetSeconds;
    return { kind: "time", ns: shifted, zone: isOwn ? own : fixedZone("", fields.offsetSeconds) };
  }
  if (fields.zoneName !== undefined) return { kind: "time", ns, zone: fixedZone(fields.zoneName, 0) };
  const own = zone ?? UTC;
  const guess = ns - BigInt(own.at(ns).offsetSeconds) * NS_OF_SECOND;
  return { kind: "time", ns: ns - BigInt(own.at(guess).offsetSeconds) * NS_OF_SECOND, zone: own };
}

const NS_OF_SECOND = 1_000_000_000n;
const NS_OF_DAY = 86_400n * NS_OF_SECOND;
