/** How geoip is written in a Corefile. */
import { one } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { path } from "../../directive/kinds/file.ts";
import { steps } from "../../directive/line.ts";
import { flag, since } from "../../directive/property.ts";

const database = named(path, { placeholder: "DBFILE", expects: "a MaxMind database such as GeoLite2-City.mmdb" });

export const directive = defineDirective({
  name: "geoip",
  since: "1.8.5",
  inChain: true,
  repeat: { once: position("configuring multiple databases is not supported"), ifArgument: true },
  summary: "Adds the client's location, from a MaxMind database, to the metadata.",
  args: steps(
    { database: one(database, { summary: "The database; relative to the working folder, not to root." }) },
    { extraTogether: true },
  ),
  properties: {
    "edns-subnet": since(
      "1.9.2",
      flag("Looks for the client's subnet (RFC 7871) instead of its address when the query has one.", {
        reads: "steps",
        extra: "leave",
      }),
    ),
  },
  unknownProperty: position("unknown property {value:q}"),
  earlier: [{ before: "1.9.2", unknownProperty: position("unexpected config block") }],
});
