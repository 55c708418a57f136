/** How log is written in a Corefile. */
import { optional, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { text } from "../../directive/kinds/text.ts";
import { rawName } from "../../directive/kinds/zone.ts";
import { property } from "../../directive/property.ts";

const format = named(text, {
  placeholder: "FORMAT",
  expects: "a format with placeholders such as {remote} and {name}, or {common} or {combined}",
  suggestions: [
    { text: "{common}", detail: "The default format." },
    { text: "{combined}", detail: "The same plus the opcode." },
  ],
});

const responseClass = keyword(["success", "denial", "error", "all"], {
  unknown: plain("invalid Class: {value}"),
  placeholder: "CLASS",
  details: {
    success: "Replies with what was asked for.",
    denial: "NXDOMAIN and NODATA.",
    error: "SERVFAIL, NOTIMP, REFUSED and the like.",
    all: "All replies; the default.",
  },
});

export const directive = defineDirective({
  name: "log",
  since: "001",
  inChain: true,
  logsQueries: true,
  repeat: "each",
  summary: "Logs queries.",
  args: {
    names: rest(rawName, { placeholder: "NAMES", summary: "Only queries for names in these zones; all by default." }),
    // A format needs a name before it: a word alone is a name, braces or not.
    format: optional(format, {
      take: (word, count) => count > 1 && word.includes("{"),
      summary: "The format of a line.",
    }),
  },
  meant: { classes: "class", level: "class", filter: "class" },
  properties: {
    class: property({
      summary: "Only queries with replies of these classes.",
      args: { classes: rest(responseClass, { min: 1 }) },
      repeat: "merge",
    }),
  },
});

/** One use of log. */
export type LogConfig = ConfigOf<typeof directive>;
