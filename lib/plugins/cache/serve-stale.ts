/** `serve_stale`, the meaning of whose words depends on the refresh mode before them. */
import type { Token } from "../../corefile/token.ts";
import { type Argument, one, optional } from "../../directive/argument.ts";
import { plain, wrongCount } from "../../directive/complaint.ts";
import { type Kind, where } from "../../directive/kind.ts";
import { type Duration, duration } from "../../directive/kinds/duration.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { COMPLAINED, type Complained, type CustomReader, custom, line } from "../../directive/line.ts";
import type { Value } from "../../directive/value.ts";

const FIVE_MINUTES_MS = 300_000;
const MAX_TTL_SECONDS = 0xff_ff_ff_ff;

/** What the words of the property say; what is missing has its default. */
export interface ServeStale {
  /** How long replies may be out of date; an hour by default. */
  readonly duration: Value<Duration> | undefined;
  /** `immediate`: answer first, then ask. `verify`: ask first. */
  readonly mode: Value<"immediate" | "verify"> | undefined;
  /** How long to wait for the new reply in mode `verify`; no limit of its own by default. */
  readonly timeout: Value<Duration> | undefined;
  /** The TTL that replies out of date are sent with; 0 by default. */
  readonly ttl: Value<Duration> | undefined;
  /** After a failure the upstream is left alone for this long; not at all by default. */
  readonly recheck: Value<Duration> | undefined;
}

const upTo = where(duration, ({ ms }) => (ms < 0 ? plain("invalid negative duration for serve_stale") : undefined));
const modes = keyword(["immediate", "verify"], {
  anyCase: true,
  unknown: plain("invalid value for serve_stale refresh mode: {value:lower}"),
  details: {
    immediate: "Answers at once, then asks for a new reply.",
    verify: "Asks first, and answers from the cache when that fails.",
  },
});
const timeouts = where(duration, ({ ms }) =>
  ms < 0 ? plain("invalid negative timeout for serve_stale verify") : undefined,
);
const ttls = where(duration, ({ ms }) => {
  if (ms < 0) return plain("invalid negative response TTL for serve_stale");
  if (ms % 1000 !== 0) return plain("serve_stale response TTL must be a whole number of seconds");
  return ms / 1000 > MAX_TTL_SECONDS ? plain("serve_stale response TTL exceeds the DNS TTL range") : undefined;
});
const rechecks = where(duration, ({ ms }) => {
  if (ms < 0) return plain("invalid negative failure recheck for serve_stale");
  return ms > FIVE_MINUTES_MS ? plain("serve_stale failure recheck cannot exceed 5 minutes") : undefined;
});

const argument = (kind: Kind<Duration>, said?: string): Argument<Value<Duration>> =>
  one(kind, said === undefined ? {} : { says: plain(`${said}: {error}`) });

const DURATION = argument(upTo);
const MODE = one(modes);
const TIMEOUT = argument(timeouts, "invalid serve_stale verify timeout");
const TTL = argument(ttls, "invalid serve_stale response TTL");
const RECHECK = argument(rechecks, "invalid serve_stale failure recheck");

const optionalTtl = optional(ttls, {
  placeholder: "TTL",
  summary: "The TTL that replies out of date are sent with; 0s by default.",
});
const optionalRecheck = optional(rechecks, {
  placeholder: "RECHECK",
  summary: "After a failure the upstream is left alone for this long.",
});
const optionalDuration = optional(upTo, { summary: "How long replies may be out of date; 1h by default." });

/** The line of the property. */
export const serveStale = custom<ServeStale>({
  looks: [
    line({ duration: optionalDuration, mode: optional(modes), ttl: optionalTtl, recheck: optionalRecheck }),
    line({
      duration: optionalDuration,
      mode: optional(keyword(["verify"])),
      timeout: optional(timeouts, { placeholder: "TIMEOUT", summary: "How long to wait for the new reply." }),
      ttl: optionalTtl,
      recheck: optionalRecheck,
    }),
  ],
  read(words, reader) {
    if (words.length > 5) return reader.complain(wrongCount, words[5]);
    const upTo = take(DURATION, words[0], reader);
    if (upTo === COMPLAINED) return COMPLAINED;
    const mode = take(MODE, words[1], reader);
    if (mode === COMPLAINED) return COMPLAINED;
    const verifies = mode?.value === "verify";
    if (!verifies && words.length > 4) return reader.complain(wrongCount, words[4]);
    const timeout = take(TIMEOUT, verifies ? words[2] : undefined, reader);
    if (timeout === COMPLAINED) return COMPLAINED;
    const [ttlWord, recheckWord] = words.slice(verifies ? 3 : 2);
    const ttl = take(TTL, ttlWord, reader);
    if (ttl === COMPLAINED) return COMPLAINED;
    const recheck = take(RECHECK, recheckWord, reader);
    if (recheck === COMPLAINED) return COMPLAINED;
    return { duration: upTo, mode, timeout, ttl, recheck };
  },
});

function take<T>(
  argument: Argument<Value<T>>,
  token: Token | undefined,
  reader: CustomReader,
): Value<T> | undefined | Complained {
  return token === undefined ? undefined : reader.take(argument, token);
}
