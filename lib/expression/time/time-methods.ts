/** What the methods of times, durations, months, days of the week and zones give (Go, package time). */
import { textIn } from "../builtins/arguments.ts";
import { writeValue } from "../builtins/format.ts";
import { goType } from "../check/go-type.ts";
import { methodOf } from "../check/methods.ts";
import { EvaluationError } from "../expression-error.ts";
import { toInt } from "../value/numbers.ts";
import {
  durationBetween,
  durationOf,
  type ExpressionValue,
  type FunctionValue,
  isA,
  type NamedInteger,
  type TimeValue,
  typeOf,
} from "../value/value.ts";
import { dayOfYear, daysOf, MONTHS, nanosecondsOf } from "./calendar.ts";
import { civilOf, formatTime, LAYOUT_OF_JSON } from "./time-format.ts";
import { localZone, UTC } from "./time-zone.ts";

type Method<Receiver> = (receiver: Receiver, values: readonly ExpressionValue[]) => ExpressionValue;

/** A method with its receiver; undefined when the value has none of that name. */
export function methodValue(value: ExpressionValue, name: string): FunctionValue | undefined {
  if (value === null) return undefined;
  const method = methodOf(goType(typeOf(value)), name);
  if (method === undefined) return undefined;
  return { kind: "function", type: withoutReceiver(method.text), call: (values) => call(value, name, values) };
}

function withoutReceiver(type: string): string {
  return type.replace(/^func\([^,)]*(?:, )?/, "func(");
}

function call(value: ExpressionValue, name: string, values: readonly ExpressionValue[]): ExpressionValue {
  const run = isA(value, "time")
    ? TIMES[name]?.(value, values)
    : isA(value, "integer") && value.type === "time.Duration"
      ? DURATIONS[name]?.(value.value, values)
      : writeValue(value);
  if (run === undefined) throw new EvaluationError(`this engine does not run the method ${name} of ${typeOf(value)}`);
  return run;
}

function int64(value: bigint): NamedInteger {
  return { kind: "integer", type: "int64", value: BigInt.asIntN(64, value) };
}

function timeIn(value: ExpressionValue | undefined): TimeValue {
  if (value !== undefined && isA(value, "time")) return value;
  throw new EvaluationError("reflect: Call using a value that is no time.Time");
}

function nanosecondsIn(value: ExpressionValue | undefined): bigint {
  if (value !== undefined && isA(value, "integer")) return value.value;
  throw new EvaluationError("reflect: Call using a value that is no time.Duration");
}

function numberIn(value: ExpressionValue = null): number {
  return Number(toInt(value));
}

/** A text of octets that is added to; none for nil. */
function octetsIn(value: ExpressionValue | undefined): string {
  return value !== undefined && isA(value, "bytes") ? value.octets : "";
}

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
/** 1 January of the year 1, the zero of Go's times. */
const ZERO = -62_135_596_800n * SECOND;

/** Rounded down to a multiple, counted from Go's zero. */
function truncated(ns: bigint, step: bigint): bigint {
  if (step <= 0n) return ns;
  return ns - ((((ns - ZERO) % step) + step) % step);
}

function rounded(ns: bigint, step: bigint): bigint {
  if (step <= 0n) return ns;
  const rest = (((ns - ZERO) % step) + step) % step;
  return rest + rest < step ? ns - rest : ns + step - rest;
}

function addDate(time: TimeValue, [years, months, days]: readonly ExpressionValue[]): TimeValue {
  const civil = civilOf(time);
  const day = 1 + (civil.day - 1) + numberIn(days);
  const moved = { ...civil, year: civil.year + numberIn(years), month: civil.month + numberIn(months), day };
  const local = nanosecondsOf(moved);
  const guess = local - BigInt(time.zone.at(local).offsetSeconds) * SECOND;
  return { ...time, ns: local - BigInt(time.zone.at(guess).offsetSeconds) * SECOND };
}

/** The week of the year to which the Thursday of the time's week belongs (ISO 8601). */
function isoWeekYear(time: TimeValue): bigint {
  const { weekday } = civilOf(time);
  const thursday = time.ns + BigInt(4 - (weekday === 0 ? 7 : weekday)) * DAY;
  return BigInt(civilOf({ ...time, ns: thursday }).year);
}

function octets(text: string): ExpressionValue {
  return { kind: "bytes", octets: text };
}

function part(read: (civil: ReturnType<typeof civilOf>) => number): Method<TimeValue> {
  return (time) => BigInt(read(civilOf(time)));
}

function comparing(test: (left: bigint, right: bigint) => ExpressionValue): Method<TimeValue> {
  return (time, [other]) => test(time.ns, timeIn(other).ns);
}

const TIMES: Readonly<Record<string, Method<TimeValue>>> = {
  Add: (time, [wait]) => ({ ...time, ns: time.ns + nanosecondsIn(wait) }),
  AddDate: addDate,
  After: comparing((left, right) => left > right),
  AppendFormat: (time, [before, layout]) => octets(octetsIn(before) + formatTime(time, textIn(layout))),
  AppendText: (time, [before]) => octets(octetsIn(before) + formatTime(time, LAYOUT_OF_JSON)),
  Before: comparing((left, right) => left < right),
  Compare: comparing((left, right) => (left < right ? -1n : left > right ? 1n : 0n)),
  Day: part(({ day }) => day),
  Equal: comparing((left, right) => left === right),
  Format: (time, [layout]) => formatTime(time, textIn(layout)),
  Hour: part(({ hour }) => hour),
  ISOWeek: isoWeekYear,
  In: (time, [zone]) => {
    if (zone === undefined || !isA(zone, "zone"))
      throw new EvaluationError("time: missing Location in call to Time.In");
    return { ...time, zone };
  },
  IsDST: (time) => {
    const offset = time.zone.at(time.ns).offsetSeconds;
    const { year } = civilOf(time);
    // A day of each month will do.
    const days = MONTHS.map((_, index) => daysOf(year, index, index) * DAY);
    return days.some((ns) => time.zone.at(ns).offsetSeconds < offset);
  },
  IsZero: ({ ns }) => ns === ZERO,
  Local: (time) => ({ ...time, zone: localZone() }),
  Location: ({ zone }) => zone,
  MarshalJSON: (time) => octets(`"${formatTime(time, LAYOUT_OF_JSON)}"`),
  MarshalText: (time) => octets(formatTime(time, LAYOUT_OF_JSON)),
  Minute: part(({ minute }) => minute),
  Month: (time) => ({ kind: "integer", type: "time.Month", value: BigInt(civilOf(time).month) }),
  Nanosecond: part(({ nanosecond }) => nanosecond),
  Round: (time, [step]) => ({ ...time, ns: rounded(time.ns, nanosecondsIn(step)) }),
  Second: part(({ second }) => second),
  String: (time) => writeValue(time),
  Sub: (time, [other]) => durationBetween(timeIn(other), time),
  Truncate: (time, [step]) => ({ ...time, ns: truncated(time.ns, nanosecondsIn(step)) }),
  UTC: (time) => ({ ...time, zone: UTC }),
  Unix: ({ ns }) => int64(floored(ns, SECOND)),
  UnixMicro: ({ ns }) => int64(floored(ns, 1000n)),
  UnixMilli: ({ ns }) => int64(floored(ns, 1_000_000n)),
  UnixNano: ({ ns }) => int64(ns),
  Weekday: (time) => ({ kind: "integer", type: "time.Weekday", value: BigInt(civilOf(time).weekday) }),
  Year: part(({ year }) => year),
  YearDay: part(dayOfYear),
  Zone: ({ ns, zone }) => zone.at(ns).abbreviation,
};

function floored(value: bigint, by: bigint): bigint {
  const rest = ((value % by) + by) % by;
  return (value - rest) / by;
}

function hoursAndParts(unit: bigint): Method<bigint> {
  return (ns) => Number(ns / unit) + Number(ns % unit) / Number(unit);
}

const DURATIONS: Readonly<Record<string, Method<bigint>>> = {
  Abs: (ns) => durationOf(ns < 0n ? -ns : ns),
  Hours: hoursAndParts(3600n * SECOND),
  Microseconds: (ns) => int64(ns / 1000n),
  Milliseconds: (ns) => int64(ns / 1_000_000n),
  Minutes: hoursAndParts(60n * SECOND),
  Nanoseconds: int64,
  Round: (ns, [step]) => {
    const unit = nanosecondsIn(step);
    if (unit <= 0n) return durationOf(ns);
    const [size, sign] = ns < 0n ? [-ns, -1n] : [ns, 1n];
    const rest = size % unit;
    return durationOf(sign * (rest + rest < unit ? size - rest : size + unit - rest));
  },
  Seconds: hoursAndParts(SECOND),
  String: (ns) => writeValue(durationOf(ns)),
  Truncate: (ns, [step]) => durationOf(nanosecondsIn(step) <= 0n ? ns : ns - (ns % nanosecondsIn(step))),
};
