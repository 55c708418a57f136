/** Addresses of upstreams that are named by host name, looked up once at the start (CoreDNS, plugin forward, resolve). */

import { RRType } from "../../dns/iana/rrtype.ts";
import { readName } from "../../dns/name/name.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { quote } from "../../go/quote.ts";
import { addressesOf, askResolver, type LookUpError, type LookUpParts } from "../../plugin-kit/ask-resolver.ts";
import { lookUpInSystem } from "../../plugin-kit/system-look-up.ts";
import { ExchangeError } from "../../ports/exchange.ts";

const TIMEOUT_MS = 2000;

/** Looks a host up at these resolvers (`192.0.2.1`, `192.0.2.1:53`), without any at those of the system. */
export async function lookUpHost(
  host: string,
  resolvers: readonly string[],
  parts: LookUpParts,
): Promise<readonly string[] | LookUpError> {
  const absolute = host.endsWith(".") ? host : `${host}.`;
  const found = resolvers.length === 0 ? await lookUpInSystem(absolute, parts) : await lookUpAt(host, resolvers, parts);
  if (!("kind" in found)) return found;
  return { kind: "error", text: `failed to resolve ${quote(host)}: ${found.text}` };
}

async function lookUpAt(
  host: string,
  resolvers: readonly string[],
  parts: LookUpParts,
): Promise<readonly string[] | LookUpError> {
  const name = readName(host);
  let why = "";
  if (name === undefined) return { kind: "error", text: `no addresses found for ${quote(host)}: dns: bad rdata` };
  for (const resolver of resolvers) {
    const addresses: string[] = [];
    try {
      for (const type of [RRType.A, RRType.AAAA]) {
        const { answer } = await askResolver(resolver, { name, type, timeoutMs: TIMEOUT_MS }, parts);
        addresses.push(...addressesOf(answer));
      }
    } catch (error) {
      if (!(error instanceof ExchangeError || error instanceof WireError)) throw error;
      why = `: ${error.message}`;
    }
    if (addresses.length > 0) return addresses;
  }
  return { kind: "error", text: `no addresses found for ${quote(host)}${why}` };
}
