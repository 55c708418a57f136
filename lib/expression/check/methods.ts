/** The methods of the types of package time, as Go lists them: the receiver is the first parameter. */
import { type GoType, goType } from "./go-type.ts";

const METHODS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "time.Time": {
    Add: "func(time.Time, time.Duration) time.Time",
    AddDate: "func(time.Time, int, int, int) time.Time",
    After: "func(time.Time, time.Time) bool",
    AppendBinary: "func(time.Time, []uint8) ([]uint8, error)",
    AppendFormat: "func(time.Time, []uint8, string) []uint8",
    AppendText: "func(time.Time, []uint8) ([]uint8, error)",
    Before: "func(time.Time, time.Time) bool",
    Clock: "func(time.Time) (int, int, int)",
    Compare: "func(time.Time, time.Time) int",
    Date: "func(time.Time) (int, time.Month, int)",
    Day: "func(time.Time) int",
    Equal: "func(time.Time, time.Time) bool",
    Format: "func(time.Time, string) string",
    GoString: "func(time.Time) string",
    GobEncode: "func(time.Time) ([]uint8, error)",
    Hour: "func(time.Time) int",
    ISOWeek: "func(time.Time) (int, int)",
    In: "func(time.Time, *time.Location) time.Time",
    IsDST: "func(time.Time) bool",
    IsZero: "func(time.Time) bool",
    Local: "func(time.Time) time.Time",
    Location: "func(time.Time) *time.Location",
    MarshalBinary: "func(time.Time) ([]uint8, error)",
    MarshalJSON: "func(time.Time) ([]uint8, error)",
    MarshalText: "func(time.Time) ([]uint8, error)",
    Minute: "func(time.Time) int",
    Month: "func(time.Time) time.Month",
    Nanosecond: "func(time.Time) int",
    Round: "func(time.Time, time.Duration) time.Time",
    Second: "func(time.Time) int",
    String: "func(time.Time) string",
    Sub: "func(time.Time, time.Time) time.Duration",
    Truncate: "func(time.Time, time.Duration) time.Time",
    UTC: "func(time.Time) time.Time",
    Unix: "func(time.Time) int64",
    UnixMicro: "func(time.Time) int64",
    UnixMilli: "func(time.Time) int64",
    UnixNano: "func(time.Time) int64",
    Weekday: "func(time.Time) time.Weekday",
    Year: "func(time.Time) int",
    YearDay: "func(time.Time) int",
    Zone: "func(time.Time) (string, int)",
    ZoneBounds: "func(time.Time) (time.Time, time.Time)",
  },
  "time.Duration": {
    Abs: "func(time.Duration) time.Duration",
    Hours: "func(time.Duration) float64",
    Microseconds: "func(time.Duration) int64",
    Milliseconds: "func(time.Duration) int64",
    Minutes: "func(time.Duration) float64",
    Nanoseconds: "func(time.Duration) int64",
    Round: "func(time.Duration, time.Duration) time.Duration",
    Seconds: "func(time.Duration) float64",
    String: "func(time.Duration) string",
    Truncate: "func(time.Duration, time.Duration) time.Duration",
  },
  "time.Month": { String: "func(time.Month) string" },
  "time.Weekday": { String: "func(time.Weekday) string" },
  "*time.Location": { String: "func(*time.Location) string" },
};

/** The type of a method, with its receiver; undefined when the type has none of that name. */
export function methodOf(type: GoType, name: string): GoType | undefined {
  const methods = Object.hasOwn(METHODS, type.text) ? METHODS[type.text] : undefined;
  const method = methods !== undefined && Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method === undefined ? undefined : goType(method);
}
