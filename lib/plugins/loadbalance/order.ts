/** Orders of records in a reply: shuffled, weighted, preferred (CoreDNS, plugin loadbalance). */

import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { parseIp } from "../../go/net.ts";
import type { Random } from "../../ports/random.ts";

/** Gives a message with its records in another order; the message itself when there is nothing to do. */
export type Order = (message: Message) => Message;

/** Records apart by what the orders do with them. */
interface Groups {
  readonly cnames: ResourceRecord[];
  readonly addresses: ResourceRecord[];
  readonly mxs: ResourceRecord[];
  readonly rest: ResourceRecord[];
}

/** Takes a section apart, keeping the order within each group. */
export function group(records: readonly ResourceRecord[]): Groups {
  const groups: Groups = { cnames: [], addresses: [], mxs: [], rest: [] };
  for (const record of records) {
    if (record.type === RRType.CNAME) groups.cnames.push(record);
    else if (record.type === RRType.A || record.type === RRType.AAAA) groups.addresses.push(record);
    else if (record.type === RRType.MX) groups.mxs.push(record);
    else groups.rest.push(record);
  }
  return groups;
}

/** Every section with its addresses and MX records in an order of chance, CNAMEs first. */
export function shuffle(random: Random): Order {
  const section = (records: readonly ResourceRecord[]): readonly ResourceRecord[] => {
    if (records.length <= 1) return records;
    const { cnames, addresses, mxs, rest } = group(records);
    return [...cnames, ...rest, ...mixed(addresses, random), ...mixed(mxs, random)];
  };
  return (message) => ({
    ...message,
    answer: section(message.answer),
    authority: section(message.authority),
    additional: section(message.additional),
  });
}

/** Fisher and Yates. */
function mixed(records: ResourceRecord[], random: Random): ResourceRecord[] {
  for (let index = 0; index < records.length - 1; index++) {
    const other = index + random.below(records.length - index);
    const record = records[index];
    const swapped = records[other];
    if (record === undefined || swapped === undefined || other === index) continue;
    records[index] = swapped;
    records[other] = record;
  }
  return records;
}

/** A network as `prefer` names it. */
export interface PreferredNetwork {
  readonly contains: (address: Uint8Array) => boolean;
}

/** Another order, and then addresses in the preferred networks first, in the order of the networks. */
export function prefer(order: Order, networks: readonly PreferredNetwork[]): Order {
  const section = (records: readonly ResourceRecord[]): readonly ResourceRecord[] => {
    const { cnames, addresses, mxs, rest } = group(records);
    const ranked = addresses.map((record) => ({ record, rank: rankOf(record, networks) }));
    ranked.sort((a, b) => a.rank - b.rank);
    return [...cnames, ...ranked.map(({ record }) => record), ...mxs, ...rest];
  };
  return (message) => {
    const ordered = order(message);
    return { ...ordered, answer: section(ordered.answer), additional: section(ordered.additional) };
  };
}

function rankOf({ rdata }: ResourceRecord, networks: readonly PreferredNetwork[]): number {
  const bytes = rdata.kind === "A" || rdata.kind === "AAAA" ? parseIp(rdata.address) : undefined;
  const rank = bytes === undefined ? -1 : networks.findIndex((network) => network.contains(bytes));
  return rank < 0 ? networks.length : rank;
}
