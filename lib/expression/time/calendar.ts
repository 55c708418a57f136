/** The calendar (Go, package time): days since the Unix epoch, and the year, month and day that they are. */

/** The months, from January on. */
export const MONTHS: readonly string[] =
  "January February March April May June July August September October November December".split(" ");
/** The days of the week, from Sunday on. */
export const WEEKDAYS: readonly string[] = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const SECONDS_OF_DAY = 86_400n;
const NS_OF_SECOND = 1_000_000_000n;
/** The Gregorian calendar repeats itself after so many days. */
const DAYS_OF_ERA = 146_097n;
const EPOCH_IN_ERA = 719_468n;

/** A point in time as a clock and a calendar show it. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

/** Rounded towards the smaller number. */
function floorDivide(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}

/** Days from the epoch to a date; months and days outside of their bounds move into the next ones. */
export function daysOf(year: number, month: number, day: number): bigint {
  const shifted = BigInt(year) * 12n + BigInt(month - 1);
  const monthOfYear = shifted - floorDivide(shifted, 12n) * 12n;
  // Years begin in March here, so that the leap day is the last one.
  const marchYear = floorDivide(shifted, 12n) - (monthOfYear < 2n ? 1n : 0n);
  const marchMonth = (monthOfYear + 10n) % 12n;
  const era = floorDivide(marchYear, 400n);
  const yearOfEra = marchYear - era * 400n;
  const dayOfYear = (153n * marchMonth + 2n) / 5n + BigInt(day) - 1n;
  return era * DAYS_OF_ERA + yearOfEra * 365n + yearOfEra / 4n - yearOfEra / 100n + dayOfYear - EPOCH_IN_ERA;
}

/** Nanoseconds since the epoch of a time in UTC. */
export function nanosecondsOf({ year, month, day, hour, minute, second, nanosecond }: CivilTime): bigint {
  const seconds = daysOf(year, month, day) * SECONDS_OF_DAY + BigInt(hour * 3600 + minute * 60 + second);
  return seconds * NS_OF_SECOND + BigInt(nanosecond);
}

/** What clock and calendar in UTC show so many nanoseconds after the epoch. */
export function civilTimeOf(ns: bigint): CivilTime {
  const seconds = floorDivide(ns, NS_OF_SECOND);
  const days = floorDivide(seconds, SECONDS_OF_DAY);
  const secondOfDay = Number(seconds - days * SECONDS_OF_DAY);
  const shifted = days + EPOCH_IN_ERA;
  const era = floorDivide(shifted, DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const yearOfEra = (dayOfEra - dayOfEra / 1460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const marchMonth = (5n * dayOfYear + 2n) / 153n;
  const month = Number(marchMonth < 10n ? marchMonth + 3n : marchMonth - 9n);
  return {
    year: Number(yearOfEra + era * 400n) + (month <= 2 ? 1 : 0),
    month,
    day: Number(dayOfYear - (153n * marchMonth + 2n) / 5n + 1n),
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
    nanosecond: Number(ns - seconds * NS_OF_SECOND),
  };
}

/** 0 for Sunday. */
export function weekdayOf(ns: bigint): number {
  const days = floorDivide(ns, SECONDS_OF_DAY * NS_OF_SECOND);
  return Number((((days + 4n) % 7n) + 7n) % 7n);
}

/** From 1 on. */
export function dayOfYear({ year, month, day }: CivilTime): number {
  return Number(daysOf(year, month, day) - daysOf(year, 1, 1)) + 1;
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  return Number(daysOf(year, month + 1, 1) - daysOf(year, month, 1));
}
