/** How file is written in a Corefile. */

import { NO_RELOAD, TRANSFER_MOVED } from "../../directive/advice/removed.ts";
import { ownsZones } from "../../directive/answers.ts";
import { one, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import type { ZoneReader } from "../../directive/file-content.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { zoneFile } from "../../directive/kinds/file.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line, steps } from "../../directive/line.ts";
import { fallthrough, flag, property, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";

/** For what its file is read when it is not the zone in it. */
const ROOT_HELP =
  "file reads this file for the root, the zone of its server block, when no zone follows the file's name. Write the zone there in the Corefile.";

/** How it takes its master files. */
export const reader: ZoneReader = {
  severity: "error",
  says: (text) => `plugin/file: ${text}`,
  helpForRoot: (zone) => (zone === undefined ? ROOT_HELP : `${ROOT_HELP} Here: file FILE ${zone}`),
};

export const directive = defineDirective({
  name: "file",
  whatIfs: [withFallthrough("nameError", "dotMissing")],
  since: "001",
  inChain: true,
  removed: { transfer: TRANSFER_MOVED, no_reload: NO_RELOAD },
  until: { transfer: "1.8.0" },
  template: {
    summary: "A zone from a file; names that are not in it go to the next plugin.",
    lines: ["file <db.example.org> <example.org> {", "    reload <30s>", "    fallthrough", "}"],
  },
  answers: ownsZones,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Serves zones from master files.",
  args: steps({
    file: one(zoneFile(reader), {
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
    reload_by_mtime: since(
      "1.14.4",
      flag("Looks at the time of the file instead of the serial.", { reads: "steps", extra: "leave" }),
    ),
    fallthrough: since("1.12.2", fallthrough("Hands names that do not exist to the next plugin.")),
    upstream: property({
      summary: "Has no effect any more.",
      args: line({}, { extra: "ignore" }),
      obsolete: true,
    }),
  },
});

/** One use of file. */
export type FileConfig = ConfigOf<typeof directive>;
