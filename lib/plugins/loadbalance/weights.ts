/** Weights of addresses by name, read from a file and read again when it changes (CoreDNS, plugin loadbalance). */
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { readAddress } from "../../go/address.ts";
import type { Random } from "../../ports/random.ts";
import { group, type Order } from "./order.ts";

/** The weights of a name's addresses: canonical text of the address to 1 … 255. */
export type Weights = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reads a weight file; a problem is told in CoreDNS's words. */
export function readWeights(text: string, file: string): Weights | { readonly error: string } {
  const domains = new Map<string, Map<string, number>>();
  let current: Map<string, number> | undefined;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const [first = "", weightText, ...more] = trimmed.split(/\s+/);
    if (more.length > 0) return { error: `could not parse weight line:"${trimmed}" in weight file ${file}` };
    if (weightText === undefined) {
      if (readAddress(first) !== undefined) {
        return { error: `wrong domain name:"${first}" in weight file ${file}. (Maybe a missing weight value?)` };
      }
      const name = first.endsWith(".") ? first : `${first}.`;
      current = domains.get(name) ?? new Map<string, number>();
      domains.set(name, current);
      continue;
    }
    const address = readAddress(first);
    if (address === undefined) return { error: `wrong IP address:"${first}" in weight file ${file}` };
    const weight = /^\d+$/.test(weightText) ? Number(weightText) : 0;
    if (weight < 1 || weight > 255) return { error: `wrong weight value:"${weightText}" in weight file ${file}` };
    if (current === undefined) return { error: `missing domain name in weight file ${file}` };
    if (!current.has(keyOf(address))) current.set(keyOf(address), weight);
  }
  return domains;
}

/** The order in which the first address is drawn by weight; an address without one weighs 1. */
export function weighted(weights: () => Weights, random: Random): Order {
  const section = (records: readonly ResourceRecord[]): readonly ResourceRecord[] => {
    const { cnames, addresses, mxs, rest } = group(records);
    if (addresses.length === 0) return records;
    const top = draw(addresses, weights(), random);
    const [first] = addresses;
    const chosen = addresses[top];
    if (first !== undefined && chosen !== undefined && top !== 0) {
      addresses[0] = chosen;
      addresses[top] = first;
    }
    return [...cnames, ...rest, ...addresses, ...mxs];
  };
  return (message: Message) => {
    const qtype = message.question[0]?.type;
    if (qtype !== RRType.A && qtype !== RRType.AAAA && qtype !== RRType.SRV) return message;
    return { ...message, answer: section(message.answer), additional: section(message.additional) };
  };
}

function draw(addresses: readonly ResourceRecord[], weights: Weights, random: Random): number {
  const candidates = addresses.map((record, index) => ({ index, weight: weightOf(record, weights) }));
  let left = random.below(candidates.reduce((sum, { weight }) => sum + weight, 0));
  for (const { index, weight } of candidates) {
    if (left < weight) return index;
    left -= weight;
  }
  return 0;
}

function weightOf({ name, rdata }: ResourceRecord, weights: Weights): number {
  const address = rdata.kind === "A" || rdata.kind === "AAAA" ? readAddress(rdata.address) : undefined;
  return (address === undefined ? undefined : weights.get(name)?.get(keyOf(address))) ?? 1;
}

function keyOf(address: Uint8Array): string {
  return address.join(".");
}
