/** How secondary is written in a Corefile. */

import { ownsZones } from "../../directive/answers.ts";
import { rest } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, refused, where } from "../../directive/kind.ts";
import { hostPort } from "../../directive/kinds/address.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { form, forms } from "../../directive/line.ts";
import { fallthrough, property, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";

const address = hostPort("53");

const primary: Kind<string> = {
  ...address,
  read: (text) => (text === "*" ? refused("can't use '*' in transfer from") : address.read(text)),
};

const memberZone = where(zone, (zones) =>
  zones.length === 0 ? plain("invalid catalog member zone {value:q}") : undefined,
);

export const directive = defineDirective({
  name: "secondary",
  whatIfs: [withFallthrough("nameError", "dotMissing")],
  since: "001",
  until: { upstream: "1.8.0" },
  inChain: true,
  answers: ownsZones,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Serves zones that it transfers from primary servers.",
  args: {
    zones: rest(zone, { summary: "The zones to transfer; the server block's by default." }),
  },
  meant: {
    master: "transfer from",
    masters: "transfer from",
    primary: "transfer from",
    primaries: "transfer from",
    from: "transfer from",
  },
  properties: {
    transfer: property({
      summary: "Where the zones come from.",
      repeat: "each",
      args: forms(
        {
          from: form(
            {
              addresses: rest(primary, {
                min: 1,
                placeholder: "ADDRESS",
                summary: "Primary servers, tried in order; port 53 by default.",
              }),
            },
            { summary: "Transfers the zones from these servers." },
          ),
        },
        { reads: "steps", unknown: position("unknown property {value}") },
      ),
    }),
    catalog: property({
      summary: "Treats the zones as catalogs (RFC 9432), and serves their members too.",
      repeat: "each",
      since: "1.14.5",
      args: { zones: rest(memberZone, { summary: "Only members at or below these zones; all by default." }) },
    }),
    fallthrough: since("1.14.4", fallthrough("Hands names that do not exist to the next plugin.")),
  },
  refine({ properties }, complain) {
    if (properties.transfer.length === 0) complain(position("secondary zones require a transfer from property"));
  },
});

/** One use of secondary. */
export type SecondaryConfig = ConfigOf<typeof directive>;
