/** What CoreDNS says of names, addresses and URLs for ACME (RFC 8555) before it asks anybody. */

import { isDomainName } from "../../dns/name/name.ts";
import { parseIp, splitHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import { atoi } from "../../go/strconv.ts";
import { parseUrl } from "../../go/url.ts";

const MAX_PORT = 65_535;

/** A domain in the form in which CoreDNS compares them: in lower case, without a dot at the end. */
export function normalizeDomain(domain: string): string {
  return domain.replace(/\.$/, "").toLowerCase();
}

/** Why there can be no certificate for a domain. */
export function domainFault(domain: string): string | undefined {
  const normal = normalizeDomain(domain);
  const base = normal.replace(/^\*\./, "");
  const fault = `invalid ACME domain ${quote(normal)}`;
  if (base === "" || base.includes("*") || parseIp(base) !== undefined) return fault;
  const idna = asciiFault(base);
  if (idna !== undefined) return `${fault}: ${idna}`;
  return isDomainName(base) ? undefined : fault;
}

/** The first character that no host name has; what is beyond ASCII is left to IDNA's mapping. */
const DISALLOWED = /[^-.0-9a-z\u0080-\u{10ffff}]/u;

/** How encoded labels begin; what they stand for is not looked at. */
const ENCODED = "xn--";

/** What the checks of IDNA (UTS #46) find in the ASCII part of a name, in the words of Go's package idna. */
function asciiFault(name: string): string | undefined {
  const [character] = DISALLOWED.exec(name) ?? [];
  if (character !== undefined) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `idna: disallowed rune U+${code}`;
  }
  const labels = name.split(".").filter((label) => !label.startsWith(ENCODED));
  const label = labels.find((one) => one.startsWith("-") || one.endsWith("-") || hasHyphensInside(one));
  return label === undefined ? undefined : `idna: invalid label ${quote(label)}`;
}

/** Two hyphens in the third and fourth place mark an encoding, of which there is only one. */
function hasHyphensInside(label: string): boolean {
  return label.length > 4 && label.slice(2, 4) === "--";
}

/** Why a URL cannot be that of a certificate authority. */
export function caFault(url: string): string | undefined {
  const reading = parseUrl(url);
  const isWeb = reading.ok && /^https?$/.test(reading.value.scheme) && reading.value.host !== "";
  return isWeb ? undefined : `invalid ACME CA URL ${quote(url)}`;
}

/** Why an address cannot be that of a resolver; the empty one stands for none. */
export function resolverFault(address: string): string | undefined {
  if (address === "") return undefined;
  const split = splitHostPort(address);
  if (!split.ok) return `invalid ACME resolver ${quote(address)}: ${split.error}`;
  if (split.host === "") return `invalid ACME resolver ${quote(address)}: host is empty`;
  const port = atoi(split.port);
  const isPort = port.ok && port.value >= 1 && port.value <= MAX_PORT;
  return isPort ? undefined : `invalid ACME resolver port ${quote(split.port)}`;
}
