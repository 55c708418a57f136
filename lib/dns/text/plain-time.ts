/** Times of signatures in plain lines: seconds since 1970, or YYYYMMDDHHmmSS. */
import { octetAt } from "../wire/octets.ts";
import type { PlainCursor } from "./plain-cursor.ts";

const MAX_U32 = 0xff_ff_ff_ff;
const DATE_DIGITS = 14;
const FIRST_YEAR = 1970;
/** Leap years before 1970. */
const LEAP_YEARS_BEFORE = 477;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/** Reads a time up to the next blank or the end as seconds; -1 when it is none, or does not fit into 32 bits. */
export function readPlainTime(line: PlainCursor): number {
  const from = line.at;
  const seconds = line.number(MAX_U32);
  if (seconds >= 0 || line.at - from !== DATE_DIGITS || !line.isWordOver()) return seconds;
  const { octets } = line;
  const two = (at: number): number => (octetAt(octets, from + at) - 0x30) * 10 + octetAt(octets, from + at + 1) - 0x30;
  const days = daysUntil(two(0) * 100 + two(2), two(4), two(6));
  const [hour, minute, second] = [two(8), two(10), two(12)];
  if (days < 0 || hour > 23 || minute > 59 || second > 59) return -1;
  const time = ((days * 24 + hour) * 60 + minute) * 60 + second;
  return time > MAX_U32 ? -1 : time;
}

/** The days from the start of 1970; -1 for one before that, or that no month has. */
function daysUntil(year: number, month: number, day: number): number {
  const first = DAYS_BEFORE_MONTH[month - 1];
  const next = DAYS_BEFORE_MONTH[month];
  if (year < FIRST_YEAR || first === undefined || next === undefined) return -1;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day < 1 || day > next - first + Number(isLeap && month === 2)) return -1;
  const before = year - 1;
  const leapYears = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - LEAP_YEARS_BEFORE;
  return (year - FIRST_YEAR) * 365 + leapYears + first + day - 1 + Number(isLeap && month > 2);
}
