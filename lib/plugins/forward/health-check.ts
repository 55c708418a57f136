/** `health_check DURATION [no_rec] [domain FQDN]`, whose options are read one after the other. */

import type { Token } from "../../corefile/token.ts";
import { one, optional } from "../../directive/argument.ts";
import { plain, wrongCount } from "../../directive/complaint.ts";
import { where } from "../../directive/kind.ts";
import { type Duration, duration } from "../../directive/kinds/duration.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { name, normalizeName } from "../../directive/kinds/zone.ts";
import { COMPLAINED, type Complained, type CustomReader, custom, line } from "../../directive/line.ts";
import type { Value } from "../../directive/value.ts";
import { type CanonicalName, isDomainName, ROOT } from "../../dns/name/name.ts";

/** How upstreams are checked. */
export interface HealthCheck {
  readonly interval: Value<Duration>;
  /** Whether the check asks for recursion. */
  readonly recursionDesired: boolean;
  /** The name that is asked for. */
  readonly domain: CanonicalName;
}

const interval = one(
  where(duration, ({ ms }) => (ms < 0 ? plain(`health_check can't be negative: ${Math.round(ms * 1e6)}`) : undefined)),
  { summary: "Time between checks; 0.5s by default." },
);

/** The line of the property. */
export const healthCheck = custom<HealthCheck>({
  syntax: ["DURATION [no_rec] [domain FQDN]"],
  looks: [
    line({
      interval,
      no_rec: optional(keyword(["no_rec"]), { summary: "Checks do not ask for recursion." }),
      domain: optional(keyword(["domain"]), { summary: "Checks ask for this name instead of the root." }),
      fqdn: optional(name, { placeholder: "FQDN" }),
    }),
  ],
  read([first, ...options], reader) {
    if (first === undefined) return reader.complain(wrongCount);
    const every = reader.take(interval, first);
    return every === COMPLAINED ? COMPLAINED : readOptions(every, options, reader);
  },
});

function readOptions(
  every: Value<Duration>,
  options: readonly Token[],
  reader: CustomReader,
): HealthCheck | Complained {
  let recursionDesired = true;
  let domain = ROOT;
  for (let at = 0; at < options.length; at++) {
    const option = options[at];
    if (option?.text === "no_rec") {
      recursionDesired = false;
    } else if (option?.text === "domain") {
      const fqdn = options[++at];
      if (fqdn === undefined) return reader.complain(wrongCount, option);
      if (!isDomainName(fqdn.text))
        return reader.complain(plain(`health_check: invalid domain name ${fqdn.text}`), fqdn);
      domain = normalizeName(fqdn.text);
    } else {
      return reader.complain(plain(`health_check: unknown option ${option?.text ?? ""}`), option);
    }
  }
  return { interval: every, recursionDesired, domain };
}
