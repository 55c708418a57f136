/** How file is written in a Corefile. */
import { ownsZones } from "../../directive/answers.ts";
import { one, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { path } from "../../directive/kinds/text.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line, steps } from "../../directive/line.ts";
import { fallthrough, flag, property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "file",
  since: "001",
  inChain: true,
  answers: ownsZones,
  miss: "NXDOMAIN",
  repeat: "each",
  summary: "Serves zones from master files.",
  args: steps({
    file: one(named(path, { placeholder: "DBFILE", expects: "a master file (RFC 1035)" }), {
      summary: "The master file; relative to root.",
    }),
    zones: rest(zone, { summary: "The zones to read it for; the server block's by default." }),
  }),
  properties: {
    reload: property({
      summary: "How often to check the file; 1m by default, 0s for never.",
      args: line(
        { interval: one(duration, { says: { style: "plain", text: "{error}", prefixes: ["file", "file"] } }) },
        { missing: plain("reload duration value is expected"), extra: "ignore" },
      ),
    }),
    reload_by_mtime: flag("Looks at the time of the file instead of the serial.", { reads: "steps", extra: "leave" }),
    fallthrough: fallthrough("Hands names that do not exist to the next plugin."),
    upstream: property({
      summary: "Has no effect any more.",
      args: line({}, { extra: "ignore" }),
      obsolete: true,
    }),
  },
});

/** One use of file. */
export type FileConfig = ConfigOf<typeof directive>;
