/** How etcd is written in a Corefile. */

import { ownsZones } from "../../directive/answers.ts";
import { one, rest } from "../../directive/argument.ts";
import { plain, position, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, named, refused, taken } from "../../directive/kind.ts";
import { url } from "../../directive/kinds/endpoint.ts";
import { path } from "../../directive/kinds/file.ts";
import { secret, text } from "../../directive/kinds/text.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { line, steps } from "../../directive/line.ts";
import { fallthrough, flag, property, setting, since } from "../../directive/property.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { parseDuration } from "../../go/duration.ts";
import { parseUint10 } from "../../go/strconv.ts";

const MAX_TTL_SECONDS = 2 ** 32 - 1;
const MAX_FILES = 3;
const SECOND_MS = 1000;

/** A TTL: a number of seconds, or a duration; in whole seconds. */
const leaseTtl: Kind<number> = {
  name: "duration",
  look: "duration",
  placeholder: "TTL",
  expects: "seconds, or a duration such as 5m",
  suggestions: [{ text: "30s" }, { text: "5m" }, { text: "1h" }],
  read(word) {
    const trimmed = word.trim();
    if (trimmed === "") return taken(0);
    const duration = parseDuration(parseUint10(trimmed, 64).ok ? `${trimmed}s` : trimmed);
    if (!duration.ok) {
      return refused("invalid TTL format, use format like '30', '30s', '5m', '1h', or '2h30m'");
    }
    const seconds = duration.value.ms / SECOND_MS;
    if (seconds < 0) return refused("TTL must be non-negative");
    if (seconds > MAX_TTL_SECONDS) return refused(`TTL too large, maximum is ${MAX_TTL_SECONDS} seconds`);
    return taken(Math.trunc(seconds));
  },
};

const leaseSetting = (name: string, summary: string) =>
  setting(summary, one(leaseTtl, { says: position(`invalid ${name} value: {error}`) }));

const obsolete = "Does nothing any more; old Corefiles may have it.";

export const directive = defineDirective({
  name: "etcd",
  whatIfs: [withFallthrough("ends")],
  since: "001",
  inChain: true,
  answers: ownsZones,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "first",
  summary: "Answers from services that are registered in etcd.",
  args: { zones: rest(zone, { summary: "Zones to answer for; the server block's by default." }) },
  meant: {
    user: "credentials",
    username: "credentials",
    password: "credentials",
    endpoints: "endpoint",
    ttl: "min-lease-ttl",
  },
  properties: {
    path: setting(
      "The key under which services are registered; /skydns by default.",
      one(named(text, { placeholder: "PATH", expects: "a key of etcd" })),
    ),
    endpoint: property({
      summary: "Where etcd is; http://localhost:2379 by default.",
      args: { urls: rest(url, { min: 1, placeholder: "ENDPOINT" }) },
    }),
    credentials: property({
      summary: "The user to ask etcd as.",
      args: line(
        {
          username: one(text, { placeholder: "USERNAME", missing: wrongCount }),
          password: one(secret, { placeholder: "PASSWORD" }),
        },
        {
          missing: position("credentials requires 2 arguments, username and password"),
          extra: position("credentials requires 2 arguments, username and password"),
        },
      ),
    }),
    tls: property({
      summary: "Certificates: an authority, or a client's certificate and key, or all three.",
      args: { files: rest(path, { placeholder: "CERT KEY CACERT" }) },
      check({ files }, complain) {
        if (files.length <= MAX_FILES) return;
        complain(plain(`maximum of three arguments allowed for TLS config, found ${files.length}`), files[MAX_FILES]);
      },
    }),
    "min-lease-ttl": since(
      "1.12.4",
      leaseSetting("min-lease-ttl", "The smallest TTL of records whose key has a lease; 30 seconds by default."),
    ),
    "max-lease-ttl": since(
      "1.12.4",
      leaseSetting("max-lease-ttl", "The largest TTL of records whose key has a lease; 24 hours by default."),
    ),
    no_apex_fallback: flag("Answers for the zone's own name only from keys that are registered for it.", {
      since: "1.15.0",
    }),
    fallthrough: fallthrough(),
    stubzones: property({ summary: obsolete, args: steps({}, { extra: "leave" }), obsolete: true }),
    debug: property({ summary: obsolete, args: steps({}, { extra: "leave" }), obsolete: true }),
    upstream: property({ summary: obsolete, args: line({}, { extra: "ignore" }), obsolete: true }),
  },
  ignoredWords: ["}"],
});

/** The first use of etcd in a server block; CoreDNS looks at no other. */
export type EtcdConfig = ConfigOf<typeof directive>;
