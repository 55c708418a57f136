/** Durations: `30s`, `1h30m`. */
import { type Duration, parseDuration } from "../../go/duration.ts";
import { type Kind, refused, taken } from "../kind.ts";

export type { Duration } from "../../go/duration.ts";

/** time.ParseDuration, with its error texts. */
export const duration: Kind<Duration> = {
  name: "duration",
  look: "duration",
  placeholder: "DURATION",
  expects: "a duration such as 30s, 5m or 1h30m",
  suggestions: [{ text: "5s" }, { text: "30s" }, { text: "1m" }, { text: "1h" }],
  read(text) {
    const reading = parseDuration(text);
    return reading.ok ? taken(reading.value) : refused(reading.error);
  },
};
