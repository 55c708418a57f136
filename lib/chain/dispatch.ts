/** Which server block of a listener takes a query (CoreDNS, Server.ServeDNS). */

import { Class } from "../dns/iana/class.ts";
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { endOfLabel } from "../dns/name/label.ts";
import { type CanonicalName, isAtOrBelow, ROOT } from "../dns/name/name.ts";
import type { DispatchEntry, DispatchMatch } from "../explanation/explanation.ts";
import type { Range } from "../text/position.ts";
import type { Chain } from "./chain.ts";
import { VIEW } from "./dispatch-keys.ts";
import type { Handler } from "./handler.ts";
import type { MetadataValue, Query } from "./query.ts";

/** A directive that makes no handler (health, reload, ...), and its line. */
export interface OutsideChain {
  readonly plugin: string;
  readonly at: Range;
}

/** One zone of a server block as a listener serves it. */
export interface ServedZone {
  readonly zone: CanonicalName;
  readonly at: Range;
  readonly viewName: string;
  readonly filters: readonly ((query: Query) => boolean)[];
  /** Opcodes beside QUERY and NOTIFY that the block takes. */
  readonly opcodes: ReadonlySet<number>;
  /** The block's plugins; without any the zone refuses everything. */
  readonly chain: Chain;
  /** Directives of the block that are no part of its chain. */
  readonly outside: readonly OutsideChain[];
  /** True when it opens other classes than IN, for all blocks of its listener. */
  readonly opensClasses: boolean;
  /** Collects labels before the filters are asked. */
  readonly labels: ((query: Query) => Map<string, MetadataValue>) | undefined;
}

/** Which zone takes the query, or the code with which the server replies itself. */
export type Choice = ServedZone | { readonly refusal: number };

const REFUSED: Choice = { refusal: Rcode.REFUSED };
const NOT_IMPLEMENTED: Choice = { refusal: Rcode.NOTIMP };

/** The zones of one listener. */
export class Dispatcher {
  readonly served: readonly ServedZone[];
  readonly #zones = new Map<string, ServedZone[]>();
  readonly #anyClass: boolean;
  #longest = 0;

  constructor(served: readonly ServedZone[]) {
    this.served = served;
    for (const zone of served) {
      const known = this.#zones.get(zone.zone);
      if (known === undefined) this.#zones.set(zone.zone, [zone]);
      else known.push(zone);
      this.#longest = Math.max(this.#longest, zone.zone.length);
    }
    this.#anyClass = served.some(({ opensClasses }) => opensClasses);
  }

  /** True when a query of this class may be served at all. */
  takesClass(qclass: number): boolean {
    return this.#anyClass || qclass === Class.IN;
  }

  /** Finds the block for a query, and leaves its view and labels in the query. */
  choose(query: Query): Choice {
    const { qname } = query;
    const wantsParent = query.qtype === RRType.DS && query.request.opcode === Opcode.QUERY;
    let shortest: ServedZone | undefined;
    for (let start = 0; start < qname.length; start = endOfLabel(qname, start)) {
      if (qname.length - start > this.#longest) continue;
      const candidates = this.#zones.get(start === 0 ? qname : qname.slice(start));
      if (candidates === undefined) continue;
      for (const candidate of candidates) {
        if (candidate.chain.links.length === 0) return REFUSED;
        if (!admits(candidate, query)) continue;
        const choice = take(candidate, query);
        // DS records are the parent's: the search goes on, and the last block found takes the query.
        if (!wantsParent || "refusal" in choice) return choice;
        shortest = choice;
      }
    }
    return shortest ?? this.#chooseRoot(query);
  }

  #chooseRoot(query: Query): Choice {
    for (const candidate of this.#zones.get(ROOT) ?? []) {
      if (candidate.chain.links.length > 0 && admits(candidate, query)) return take(candidate, query);
    }
    return REFUSED;
  }

  /** How each block compared with the question, for an explanation. */
  describe(query: Query, chosen: Choice): readonly DispatchEntry[] {
    return this.served.map((served) => {
      const { zone, viewName, at } = served;
      const match = this.#compare(served, chosen, query);
      if (viewName === "") return { zone, at, match };
      return { zone, at, view: viewName, viewAt: viewOf(served)?.at, match };
    });
  }

  #compare(served: ServedZone, chosen: Choice, query: Query): DispatchMatch {
    if (served === chosen) return "longest match";
    if (!isAtOrBelow(query.qname, served.zone)) return "no match";
    const isSibling = !("refusal" in chosen) && chosen.zone === served.zone;
    const isDenied = served.filters.length > 0 && !served.filters.every((holds) => holds(query));
    if (isDenied) return isSibling ? "same zone, view did not match" : "view did not match";
    return isSibling ? "same zone, comes after the match" : "shorter match";
  }
}

/** The plugin of a block that dispatch has asked already, and its line. */
function viewOf({ chain }: ServedZone): { readonly handler: Handler; readonly at: Range } | undefined {
  return chain.links.find(({ handler }) => handler.offers?.get(VIEW) !== undefined);
}

function admits(candidate: ServedZone, query: Query): boolean {
  if (candidate.labels !== undefined) query.metadata = candidate.labels(query);
  for (const holds of candidate.filters) if (!holds(query)) return false;
  return true;
}

function take(candidate: ServedZone, query: Query): Choice {
  const { opcode } = query.request;
  if (opcode !== Opcode.QUERY && opcode !== Opcode.NOTIFY && !candidate.opcodes.has(opcode)) return NOT_IMPLEMENTED;
  if (candidate.viewName !== "") query.view = candidate.viewName;
  query.zone = candidate.zone;
  return candidate;
}
