/** How route53 is written in a Corefile. */

import { answersSome } from "../../directive/answers.ts";
import { one, optional } from "../../directive/argument.ts";
import { position, withPrefixes, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { distinct } from "../../directive/distinct.ts";
import { type Kind, named, refused, taken } from "../../directive/kind.ts";
import { url } from "../../directive/kinds/endpoint.ts";
import { path } from "../../directive/kinds/file.ts";
import { refreshInterval } from "../../directive/kinds/refresh-interval.ts";
import { secret, text } from "../../directive/kinds/text.ts";
import { COMPLAINED, custom, line, steps } from "../../directive/line.ts";
import { fallthrough, property, setting, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { quote } from "../../go/quote.ts";

/** A zone at Route 53. */
export interface HostedZone {
  /** The name of the zone as it is written. */
  readonly zone: string;
  readonly id: string;
}

const hostedZone: Kind<HostedZone> = {
  name: "route53-zone",
  look: "zone",
  placeholder: "ZONE:HOSTED_ZONE_ID",
  expects: "a zone, which ends in a dot, and the ID of its hosted zone, joined by a colon",
  read(word) {
    const colon = word.indexOf(":");
    const zone = word.slice(0, Math.max(colon, 0));
    const id = word.slice(colon + 1);
    return zone === "" || id === "" ? refused(position("invalid zone {value:q}")) : taken({ zone, id });
  },
};

const keyId = one(named(text, { placeholder: "AWS_ACCESS_KEY_ID", expects: "the ID of an access key" }));
const accessKey = one(named(secret, { placeholder: "AWS_SECRET_ACCESS_KEY" }));

export const directive = defineDirective({
  name: "route53",
  whatIfs: [withFallthrough("nameError", "dotMissing")],
  since: "1.0.5",
  inChain: true,
  answers: answersSome,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Serves zones of AWS Route 53, read from its API.",
  args: distinct(hostedZone, {
    summary: "The zones, each with the ID of its hosted zone. A zone without its final dot never answers.",
    keyOf: ({ text: word }) => word,
    twice: (word) => position(`conflict zone ${quote(word)}`),
  }),
  properties: {
    aws_access_key: property({
      summary: "An access key to use. CoreDNS advises against it: keys are better kept out of the Corefile.",
      args: custom({
        looks: [line({ id: keyId, key: accessKey })],
        read(words, reader) {
          const [first, second] = words;
          if (first === undefined || second === undefined) {
            const given = words.map((word) => word.text).join(" ");
            return reader.complain(position(`invalid access key: '[${given}]'`), first);
          }
          const id = reader.take(keyId, first);
          const key = reader.take(accessKey, second);
          return id === COMPLAINED || key === COMPLAINED ? COMPLAINED : { id, key };
        },
      }),
    }),
    aws_endpoint: since(
      "1.8.7",
      setting(
        "Where the API is. CoreDNS 1.15.0 does not start with it; set AWS_ENDPOINT_URL in the environment instead.",
        one(url),
      ),
    ),
    upstream: property({
      summary: "Has no effect any more.",
      args: line({}, { extra: "ignore" }),
      obsolete: true,
    }),
    credentials: property({
      summary: "The profile whose credentials to use, and the file it is in.",
      args: steps(
        {
          profile: one(named(text, { placeholder: "PROFILE", expects: "a profile" }), {
            summary: "The profile in the file of credentials.",
            missing: withPrefixes(wrongCount),
          }),
          file: optional(named(path, { expects: "a file of AWS profiles; it is not relative to root" }), {
            summary: "The file with the profile, instead of ~/.aws/config.",
          }),
        },
        { extra: "leave" },
      ),
    }),
    refresh: setting(
      "How often the zones are fetched; 1m by default.",
      one(refreshInterval, { says: position("Unable to parse duration: {error}") }),
    ),
    fallthrough: fallthrough(),
  },
  unknownProperty: position("unknown property {value:q}"),
});

/** One use of route53. */
export type Route53Config = ConfigOf<typeof directive>;
