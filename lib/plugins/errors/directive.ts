/** How errors is written in a Corefile. */
import { one, optional, rest } from "../../directive/argument.ts";
import { position, syntax } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { regex } from "../../directive/kinds/regex.ts";
import { text } from "../../directive/kinds/text.ts";
import { type Complain, flag, property, since } from "../../directive/property.ts";
import type { Value } from "../../directive/value.ts";

const MAX_REGEX = 10_000;
const LEVELS: ReadonlySet<string> = new Set(["warning", "error", "info", "debug"]);
const SHOW_FIRST = "show_first";

const pattern = regex({
  maxOctets: MAX_REGEX,
  tooLong: (octets) => position(`regex pattern too long: ${octets} > ${MAX_REGEX}`),
});

const option = named(text, {
  placeholder: "LEVEL|show_first",
  expects: "warning, error, info or debug, then show_first",
  suggestions: [
    { text: "warning", detail: "Logs the summary as a warning." },
    { text: "error", detail: "Logs the summary as an error; the default." },
    { text: "info" },
    { text: "debug" },
    { text: SHOW_FIRST, detail: "Logs the first error of a period at once." },
  ],
});

export const directive = defineDirective({
  name: "errors",
  since: "001",
  inChain: true,
  repeat: "once",
  summary: "Logs errors that happen while a query is answered.",
  args: {
    destination: optional(keyword(["stdout"], { unknown: position("invalid log file: {value}") }), {
      summary: "Where to log; only stdout is possible.",
    }),
  },
  properties: {
    stacktrace: since(
      "1.9.3",
      flag("Logs a stack trace when a plugin fails badly.", { reads: "steps", extra: "leave" }),
    ),
    consolidate: property({
      summary: "Counts errors that look alike, and logs them once in a while.",
      args: {
        period: one(duration, { says: position("{error}"), summary: "How often." }),
        pattern: one(pattern, {
          placeholder: "REGEXP",
          says: position("{error}"),
          summary: "What the errors look like.",
        }),
        options: rest(option, { max: 2, placeholder: "LEVEL|show_first" }),
      },
      repeat: "each",
      check: ({ options }, complain) => checkOptions(options, complain),
    }),
  },
  unknownProperty: syntax("Unknown field {value}"),
  earlier: [{ before: "1.9.3", unknownProperty: syntax("consolidate") }],
});

function checkOptions(options: readonly Value<string>[], complain: Complain): void {
  const [first, second] = options;
  const unknown = (option: Value<string> | undefined): boolean =>
    option !== undefined && !LEVELS.has(option.text) && option.text !== SHOW_FIRST;
  const stranger = [first, second].find(unknown);
  if (stranger !== undefined) complain(position(`unknown option in consolidate: ${stranger.text}`), stranger);
  else if (second === undefined || !LEVELS.has(second.text)) return;
  else if (first?.text === SHOW_FIRST)
    complain(position("log level must come before show_first in consolidate"), second);
  else complain(position("multiple log levels specified in consolidate"), second);
}

/** One use of errors. */
export type ErrorsConfig = ConfigOf<typeof directive>;
