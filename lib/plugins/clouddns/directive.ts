/** How clouddns is written in a Corefile. */

import { answersSome } from "../../directive/answers.ts";
import { one } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { distinct } from "../../directive/distinct.ts";
import { type Kind, named, refused, taken } from "../../directive/kind.ts";
import { url } from "../../directive/kinds/endpoint.ts";
import { path } from "../../directive/kinds/file.ts";
import { refreshInterval } from "../../directive/kinds/refresh-interval.ts";
import { line } from "../../directive/line.ts";
import { fallthrough, property, setting, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { quote } from "../../go/quote.ts";

/** A zone at Cloud DNS. */
interface CloudZone {
  /** The name of the zone as it is written. */
  readonly zone: string;
  readonly project: string;
  readonly hostedZone: string;
}

const cloudZone: Kind<CloudZone> = {
  name: "clouddns-zone",
  look: "zone",
  placeholder: "ZONE:PROJECT:HOSTED_ZONE",
  expects: "a zone, a project and the name of the hosted zone in it, joined by colons",
  read(word) {
    const [zone = "", project = "", ...rest] = word.split(":");
    const hostedZone = rest.join(":");
    if (zone === "" || project === "" || hostedZone === "") return refused(position("invalid zone {value:q}"));
    return taken({ zone, project, hostedZone });
  },
};

export const directive = defineDirective({
  name: "clouddns",
  whatIfs: [withFallthrough("nameError", "dotMissing")],
  since: "1.6.3",
  inChain: true,
  answers: answersSome,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Serves zones of Google Cloud DNS, read from its API.",
  args: distinct(cloudZone, {
    summary: "The zones, each with its project and hosted zone.",
    keyOf: ({ text }) => text,
    twice: (word) => position(`conflict zone ${quote(word)}`),
  }),
  properties: {
    upstream: property({
      summary: "Has no effect any more.",
      args: line({}, { extra: "ignore" }),
      obsolete: true,
    }),
    credentials: setting(
      "A file with the credentials to use; those of the environment by default.",
      one(named(path, { expects: "a file with Google credentials in JSON; it is not relative to root" })),
    ),
    endpoint: since("1.15.0", setting("Where the API is, for others than Google's own.", one(url))),
    refresh: since(
      "1.15.0",
      setting(
        "How often the zones are fetched; 1m by default.",
        one(refreshInterval, { says: position("unable to parse duration: {error}") }),
      ),
    ),
    fallthrough: fallthrough(),
  },
  unknownProperty: position("unknown property {value:q}"),
});

/** One use of clouddns. */
export type CloudDnsConfig = ConfigOf<typeof directive>;
