/**
 * Aliases that templates make are looked up in the server itself, and may lead to templates again. CoreDNS follows them
 * without end; here the look-ups of one client's query are counted, and too many are given up together.
 */

import type { Arrival } from "../../chain/arrival.ts";
import type { Query } from "../../chain/query.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import type { Block } from "../../set-up/setup.ts";
import { shared } from "../../set-up/shared.ts";

/** More look-ups for one query are a loop. */
export const MAX_LOOK_UPS = 100;

/** The look-ups of one client's query. */
interface Count {
  lookUps: number;
}

const COUNTS = shared(() => new WeakMap<Arrival, Count>());

/** The target of an alias, and who hears what came of it. */
export interface AliasQuestion {
  readonly name: Name;
  readonly why: Why | undefined;
}

/** Looks aliases up. */
export class AliasLookUps {
  readonly #block: Block;
  /** By arrival, which all the queries that one client's query leads to have in common. */
  readonly #counts: WeakMap<Arrival, Count>;

  constructor(block: Block) {
    this.#block = block;
    this.#counts = block.shared(COUNTS);
  }

  /** The reply for the target in the type that was asked for. Undefined when there is none, or it was given up. */
  ask(query: Query, { name, why }: AliasQuestion): Message | undefined | Promise<Message | undefined> {
    const count = this.#countOf(query);
    count.lookUps++;
    return count.lookUps > MAX_LOOK_UPS ? undefined : lookUp(this.#block, query, { name, type: query.qtype, why });
  }

  /** True when there were so many look-ups that they go in circles. */
  gaveUp(query: Query): boolean {
    return (this.#counts.get(query.arrival)?.lookUps ?? 0) > MAX_LOOK_UPS;
  }

  /** True while no look-up was made for the client's query: this template is the first. */
  isFirst(query: Query): boolean {
    return !this.#counts.has(query.arrival);
  }

  #countOf({ arrival }: Query): Count {
    const known = this.#counts.get(arrival);
    if (known !== undefined) return known;
    const made = { lookUps: 0 };
    this.#counts.set(arrival, made);
    return made;
  }
}
