/** The grammar of timeouts. */
import { one } from "../../directive/argument.ts";
import { type Complaint, position, withPrefixes, wrongCount } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { type Kind, refused, taken, where } from "../../directive/kind.ts";
import { count } from "../../directive/kinds/number.ts";
import { line } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import { type Duration, parseDuration } from "../../go/duration.ts";

const SECOND_MS = 1000;
const DAY_MS = 24 * 3600 * SECOND_MS;

/** A duration; a number alone means seconds. */
const durationOrSeconds: Kind<Duration> = {
  name: "duration",
  look: "duration",
  placeholder: "DURATION",
  expects: "a duration from 1s to 24h, such as 5s",
  suggestions: [{ text: "5s" }, { text: "10s" }, { text: "1m" }],
  read(text) {
    const withUnit = /^[+-]?\d+$/.test(text) ? `${text}s` : text;
    const reading = parseDuration(withUnit);
    return reading.ok ? taken(reading.value) : refused(position(`failed to parse duration '${withUnit}'`));
  },
};

const timeout = where(durationOrSeconds, ({ ms, text }): Complaint | undefined =>
  ms < SECOND_MS || ms > DAY_MS
    ? position(`timeout provided '${text}' needs to be between 1 second and 24 hours`)
    : undefined,
);

const queries = where(count, (number): Complaint | undefined =>
  number === 0 || number < -1
    ? position(`maxtcpqueries provided '${number}' needs to be -1 (unlimited) or a positive integer`)
    : undefined,
);

export const directive = defineDirective({
  name: "timeouts",
  since: "1.10.1",
  inChain: false,
  repeat: "each",
  summary: "Sets how long connections may take, and how many queries they may carry.",
  args: line({}, { extra: withPrefixes(wrongCount, "timeouts", "timeouts") }),
  properties: {
    read: property({
      summary: "How long the first query may take to come; 3s by default.",
      args: { after: one(timeout) },
    }),
    write: property({
      summary: "How long a client may leave replies unread; 5s by default.",
      args: { after: one(timeout) },
    }),
    idle: property({
      summary: "How long later queries may take to come; 10s by default.",
      args: { after: one(timeout) },
    }),
    maxtcpqueries: property({
      since: "1.14.7",
      summary: "How many queries a connection may carry; -1, for any number, by default.",
      args: {
        queries: one(queries, {
          placeholder: "MAXIMUM",
          says: position("invalid value for maxtcpqueries '{value}': {error}"),
        }),
      },
    }),
  },
  unknownProperty: position("unknown option: '{value}'"),
  unknownLine: line({ after: one(timeout) }),
  refine({ properties }, complain) {
    if (Object.values(properties).every((use) => use === undefined)) {
      complain(withPrefixes(position("timeouts block with no timeouts specified"), "timeouts", "timeouts"));
    }
  },
});
