/** How k8s_external is written in a Corefile. */

import { ownsZones } from "../../directive/answers.ts";
import { one, rest } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named, where } from "../../directive/kind.ts";
import { seconds } from "../../directive/kinds/number.ts";
import { text } from "../../directive/kinds/text.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line } from "../../directive/line.ts";
import { fallthrough, flag, property, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";

const MAX_TTL_SECONDS = 3600;

const ttl = where(
  seconds,
  (value) =>
    value < 0 || value > MAX_TTL_SECONDS
      ? position(`ttl must be in range [0, ${MAX_TTL_SECONDS}]: ${value}`)
      : undefined,
  { expects: `seconds, 0 to ${MAX_TTL_SECONDS}` },
);

export const directive = defineDirective({
  name: "k8s_external",
  whatIfs: [withFallthrough("ends")],
  since: "1.3.0",
  inChain: true,
  answers: ownsZones,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Answers for the external addresses of Kubernetes services.",
  args: { zones: rest(zone, { summary: "Zones for the names of services; the server block's by default." }) },
  properties: {
    apex: property({
      summary: "The label of the zone's own names, such as its name server's; dns by default.",
      args: line(
        { label: one(named(text, { placeholder: "APEX", expects: "a label such as dns" })) },
        { extra: "ignore" },
      ),
    }),
    ttl: property({
      summary: "The TTL of all records; 5 seconds by default.",
      args: line({ seconds: one(ttl) }, { extra: "ignore" }),
    }),
    headless: since("1.9.4", flag("Answers for headless services, too.", { reads: "steps", extra: "leave" })),
    fallthrough: since("1.11.0", fallthrough()),
  },
});

/** One use of k8s_external. */
export type ExternalConfig = ConfigOf<typeof directive>;
