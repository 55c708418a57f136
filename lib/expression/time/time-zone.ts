/** Time zones by their names (Go, time.LoadLocation). */
import type { ZoneValue } from "../value/value.ts";

/** Coordinated universal time. */
export const UTC: ZoneValue = { kind: "zone", name: "UTC", at: () => ({ offsetSeconds: 0, abbreviation: "UTC" }) };

/** A zone that is always so far from UTC. */
export function fixedZone(name: string, offsetSeconds: number): ZoneValue {
  const abbreviation = name === "" ? written(offsetSeconds) : name;
  return { kind: "zone", name, at: () => ({ offsetSeconds, abbreviation }) };
}

/** How Go tells a zone without a name: `+0530`. */
function written(offsetSeconds: number): string {
  const minutes = Math.trunc(Math.abs(offsetSeconds) / 60);
  const digits = [Math.trunc(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${offsetSeconds < 0 ? "-" : "+"}${digits.join("")}`;
}

/** The zone that the program runs in. */
export function localZone(): ZoneValue {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = own === "UTC" ? UTC : (namedZone(own) ?? UTC);
  return { ...zone, name: "Local" };
}

/** A zone by its name, or undefined. */
export function loadZone(name: string): ZoneValue | undefined {
  if (name === "" || name === "UTC") return UTC;
  return name === "Local" ? localZone() : namedZone(name);
}

/** Names of zones have capitals, and there are no offsets among them. */
const ZONE_NAME = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/;
const OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function namedZone(name: string): ZoneValue | undefined {
  if (!ZONE_NAME.test(name)) return undefined;
  try {
    const formats = {
      offset: new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" }),
      names: ["en-US", "en-GB"].map(
        (language) => new Intl.DateTimeFormat(language, { timeZone: name, timeZoneName: "short" }),
      ),
    };
    return { kind: "zone", name, at: (ns) => zoneAt(formats, new Date(Number(ns / 1_000_000n))) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Formats {
  readonly offset: Intl.DateTimeFormat;
  readonly names: readonly Intl.DateTimeFormat[];
}

function zoneAt({ offset, names }: Formats, date: Date): ReturnType<ZoneValue["at"]> {
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = OFFSET.exec(nameIn(offset, date)) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const abbreviation = names.map((format) => nameIn(format, date)).find((text) => !/^GMT[+-]/.test(text));
  const written = `${sign ?? "+"}${hours.padStart(2, "0")}${Number(minutes) === 0 ? "" : minutes}`;
  return { offsetSeconds: sign === "-" ? -size : size, abbreviation: abbreviation ?? written };
}

function nameIn(format: Intl.DateTimeFormat, date: Date): string {
  return format.formatToParts(date).find(({ type }) => type === "timeZoneName")?.value ?? "";
}
