/** Functions of times. */
import { parseNanoseconds } from "../../go/duration.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { EvaluationError } from "../expression-error.ts";
import { parseTime } from "../time/time-parse.ts";
import { loadZone, localZone } from "../time/time-zone.ts";
import { durationOf, type ExpressionValue, isA, type TimeValue, type ZoneValue } from "../value/value.ts";
import { textIn } from "./arguments.ts";
import type { Builtin } from "./builtins.ts";

/** What `date` tries when it is given no layout. */
const LAYOUTS: readonly string[] = [
  "2006-01-02",
  "15:04:05",
  "2006-01-02 15:04:05",
  "2006-01-02T15:04:05Z07:00",
  "02 Jan 06 15:04 MST",
  "Monday, 02-Jan-06 15:04:05 MST",
  "Mon, 02 Jan 2006 15:04:05 MST",
];

function zoneNamed(octets: string): ZoneValue {
  const zone = loadZone(octets);
  if (zone === undefined) throw new EvaluationError(`unknown time zone ${octets}`);
  return zone;
}

const date: Builtin = (values) => {
  const [first] = values;
  const given = first !== undefined && isA(first, "zone") ? first : undefined;
  const [text, layout, zone] = (given === undefined ? values : values.slice(1)).map(textIn);
  if (text === undefined) throw new EvaluationError("runtime error: index out of range [0] with length 0");
  if (layout !== undefined) return parseTime(layout, text, zone === undefined ? given : zoneNamed(zone));
  for (const tried of LAYOUTS) {
    const time = parsed(tried, text, given);
    if (time !== undefined) return time;
  }
  throw new EvaluationError(`invalid date ${text}`);
};

function parsed(layout: string, text: string, zone: ZoneValue | undefined): TimeValue | undefined {
  try {
    return parseTime(layout, text, zone);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function duration(value: ExpressionValue | undefined): ExpressionValue {
  const reading = parseNanoseconds(textOfOctets(textIn(value)));
  if (!reading.ok) throw new EvaluationError(reading.error);
  return durationOf(reading.value);
}

/** By name. */
export const TIME_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  [
    "now",
    ([zone], { occasion }) => {
      const ns = BigInt(Math.floor(occasion.nowMs())) * 1_000_000n;
      return { kind: "time", ns, zone: zone !== undefined && isA(zone, "zone") ? zone : localZone() };
    },
  ],
  ["date", date],
  ["duration", ([value]) => duration(value)],
  ["timezone", ([name]) => zoneNamed(textIn(name))],
];
