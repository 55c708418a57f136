/** How often zones are fetched again: a duration, or seconds without a unit (CoreDNS, plugins azure, clouddns, route53). */

import { type Duration, parseDuration } from "../../go/duration.ts";
import { quote } from "../../go/quote.ts";
import { atoi } from "../../go/strconv.ts";
import { position } from "../complaint.ts";
import { type Kind, refused, taken } from "../kind.ts";

/** A positive duration; a whole number is one of seconds. */
export const refreshInterval: Kind<Duration> = {
  name: "duration",
  look: "duration",
  placeholder: "DURATION",
  expects: "a duration such as 30s or 5m, or a whole number of seconds, more than 0",
  suggestions: [{ text: "30s" }, { text: "1m" }, { text: "5m" }],
  read(text) {
    const written = atoi(text).ok ? `${text}s` : text;
    const reading = parseDuration(written);
    if (!reading.ok) return refused(reading.error);
    if (reading.value.ms > 0) return taken(reading.value);
    const complaint = position(`refresh interval must be greater than 0: ${quote(written)}`);
    return { ok: false, complaint, misfit: "bounds" };
  },
};
