/** From directive to settings of the block: interfaces become their addresses. */

import type { Value } from "../../directive/value.ts";
import { parseIp } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { Identity } from "../../ports/identity.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, (uses, { block, host, problem }) => {
  const interfaces = Map.groupBy(host.identity.interfaces(), ({ name }) => name);
  const hosts: string[][] = [];
  for (const { args, properties } of uses) {
    const wanted = addressesOf(args.addresses, interfaces);
    if ("unknown" in wanted) return problem(unknownText(wanted.unknown), { at: wanted.unknown.at, cause: "here" });
    const excepted = addressesOf(properties.except?.args.addresses ?? [], interfaces);
    if ("unknown" in excepted)
      return problem(unknownText(excepted.unknown), { at: excepted.unknown.at, cause: "here" });
    const without = new Set(excepted.addresses);
    hosts.push(wanted.addresses.filter((address) => !without.has(address)));
  }
  block.settings.set(LISTEN_HOSTS, hosts.flat());
  return undefined;
});

type Addresses = { readonly addresses: readonly string[] } | { readonly unknown: Value<string> };
type Interfaces = ReadonlyMap<string, ReturnType<Identity["interfaces"]>>;

function addressesOf(words: readonly Value<string>[], interfaces: Interfaces): Addresses {
  const addresses: string[][] = [];
  for (const word of words) {
    const ofInterface = interfaces.get(word.value);
    if (ofInterface === undefined && parseIp(word.value) === undefined) return { unknown: word };
    addresses.push(ofInterface === undefined ? [word.value] : ofInterface.map(withZone));
  }
  return { addresses: addresses.flat() };
}

/** An address that is good on one link only is told with that link (RFC 4007 section 11). */
function withZone({ name, address }: { readonly name: string; readonly address: string }): string {
  return /^fe[89ab]/i.test(address) ? `${address}%${name}` : address;
}

function unknownText({ value }: Value<string>): string {
  return `plugin/bind: not a valid IP address or interface name: ${quote(value)}`;
}
