/** How hosts is written in a Corefile. */

import { ownsZones } from "../../directive/answers.ts";
import { one, optional, rest } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { hostsFile } from "../../directive/kinds/file.ts";
import { seconds } from "../../directive/kinds/number.ts";
import { fallthroughZones, zone } from "../../directive/kinds/zone.ts";
import { line } from "../../directive/line.ts";
import { fallthrough, flag, property, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";

const MAX_TTL = 65_535;
const RELOAD_WANTED = position("reload needs a duration (zero seconds to disable)");

const ttl = where(
  seconds,
  (value) => (value <= 0 || value > MAX_TTL ? position("ttl provided is invalid") : undefined),
  {
    expects: `seconds, 1 to ${MAX_TTL}`,
  },
);
const reload = where(duration, ({ ms }) =>
  ms < 0 ? position("invalid negative duration for reload '{value}'") : undefined,
);

export const directive = defineDirective({
  name: "hosts",
  whatIfs: [withFallthrough("noEntry", "badLine")],
  since: "008",
  inChain: true,
  template: {
    summary: "Addresses of some names; all other names go to the next plugin.",
    lines: ["hosts {", "    <192.0.2.1> <host.example.org>", "    fallthrough", "}"],
  },
  answers: ownsZones,
  miss: "SERVFAIL",
  otherTypes: "NODATA",
  repeat: "once",
  summary: "Answers A, AAAA and PTR from a hosts file and from lines in the Corefile.",
  args: {
    file: optional(hostsFile, { summary: "A file in the format of /etc/hosts; /etc/hosts itself by default." }),
    zones: rest(zone, { summary: "Only names in these zones; the server block's by default." }),
  },
  properties: {
    ttl: property({
      summary: "The TTL of all records; 3600 by default.",
      args: line(
        { seconds: one(ttl, { says: position("ttl needs a number of second") }) },
        { missing: position("ttl needs a time in second"), extra: "ignore" },
      ),
    }),
    no_reverse: flag("Makes no PTR records of the entries.", { reads: "steps", extra: "leave" }),
    reload: property({
      summary: "How often to check the file for changes; 5s by default, 0s for never.",
      args: line(
        { duration: one(reload, { says: position("invalid duration for reload '{value}'") }) },
        { missing: RELOAD_WANTED, extra: RELOAD_WANTED },
      ),
    }),
    fallthrough: fallthrough(),
    fallthrough_unsupported: since(
      "1.14.7",
      flag("With fallthrough, types that hosts never has go to the next plugin as well."),
    ),
  },
  rows: {
    summary: "An entry: an address and its names. Entries come before fallthrough.",
    placeholder: "ADDRESS NAME...",
    // CoreDNS takes what it does not know for an entry until it has seen fallthrough.
    accepts: ({ fallthrough: use }) => fallthroughZones(use).length === 0,
  },
  // CoreDNS looks at this after all uses, of which it allows one.
  finish([use], complain) {
    const { fallthrough_unsupported: unsupported, fallthrough: through } = use?.properties ?? {};
    if (unsupported !== undefined && fallthroughZones(through).length === 0) {
      complain(position("fallthrough_unsupported requires fallthrough"), unsupported.at);
    }
  },
});

/** One use of hosts. */
export type HostsConfig = ConfigOf<typeof directive>;
