/** The addresses that a server block listens on, as its words say. */
import type { ServerBlock } from "../../lib/corefile/configuration.ts";
import { writtenUses } from "../../lib/corefile/written-uses.ts";
import { directiveOf } from "../../lib/directive/roles.ts";
import { parseIp } from "../../lib/go/net.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import type { Identity } from "../../lib/ports/identity.ts";

/** Every address of the machine. */
const ALL = [""];

/** The directive of addresses. */
export const ADDRESSES: string = directiveOf(directives, "addresses")?.name ?? "";

/** The addresses, `""` for all of the machine; undefined when a word is none, with which CoreDNS does not start. */
export function hostsOfBlock(block: ServerBlock, identity: Identity): readonly string[] | undefined {
  const uses = writtenUses(block.directives.get(ADDRESSES) ?? []);
  if (uses.length === 0) return ALL;
  const hosts: (readonly string[])[] = [];
  for (const { line, properties } of uses) {
    const wanted = addressesOf(line.slice(1), identity);
    const without = addressesOf(
      properties.flatMap((words) => words.slice(1)),
      identity,
    );
    if (wanted === undefined || without === undefined) return undefined;
    hosts.push(wanted.filter((address) => !without.includes(address)));
  }
  const all = hosts.flat();
  return all.length === 0 ? undefined : all;
}

function addressesOf(words: readonly { readonly text: string }[], identity: Identity): readonly string[] | undefined {
  const addresses: (readonly string[])[] = [];
  for (const { text } of words) {
    const ofInterface = identity.interfaces().filter(({ name }) => name === text);
    if (ofInterface.length === 0 && parseIp(text) === undefined) return undefined;
    addresses.push(ofInterface.length === 0 ? [text] : ofInterface.map(({ address }) => address));
  }
  return addresses.flat();
}
