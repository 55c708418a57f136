/** A server block's plugins linked into one chain, once; queries then pass without anything being made for them. */

import { Rcode } from "../dns/iana/rcode.ts";
import type { StartingPoint } from "../explanation/explanation.ts";
import type { Range } from "../text/position.ts";
import type { Handler, Next } from "./handler.ts";
import type { Outcome } from "./outcome.ts";
import type { Query } from "./query.ts";
import { type StepWatch, stepWatchAt, untilEnd } from "./step-watch.ts";

/** A handler and the line of the Corefile that put it into the chain. */
export interface ChainLink {
  readonly handler: Handler;
  readonly at: Range;
  /** True when answering is what its plugin is for. */
  readonly mayAnswer?: boolean;
}

export interface Chain {
  readonly links: readonly ChainLink[];
  /** The first plugin and, through it, all others; for queries that nobody watches. */
  readonly start: Next;
}

/** Links handlers in the order in which queries pass them. */
export function buildChain(links: readonly ChainLink[]): Chain {
  let next = endOfChain(links);
  for (let index = links.length - 1; index >= 0; index--) {
    const handler = links[index]?.handler;
    if (handler === undefined) continue;
    const watch = stepWatchAt(links, index);
    next = watch === undefined ? link(handler, next) : watchedLink(handler, next, watch);
  }
  return { links, start: next };
}

/** The place of a plugin in the chain; 0 when it is not there, or when none is wanted. */
export function placeOf({ links }: Chain, point: StartingPoint | undefined): number {
  if (point === undefined) return 0;
  const { plugin, line } = point;
  return Math.max(
    0,
    links.findIndex(
      ({ handler, at }) => handler.name === plugin && (line ?? lineOf(handler.at ?? at)) === lineOf(handler.at ?? at),
    ),
  );
}

const lineOf = ({ start }: Range): number => start.line;

/** What comes behind the last plugin: SERVFAIL and an error in its name (CoreDNS, plugin.NextOrFailure). */
export function endOfChain(links: readonly ChainLink[]): Next {
  const last = links.at(-1)?.handler.name;
  if (last === undefined) {
    endOfNothing ??= endBehind("");
    return endOfNothing;
  }
  return endBehind(last);
}

/** There may be very many blocks without a plugin. */
let endOfNothing: Next | undefined;

function endBehind(last: string): Next {
  const outcome: Outcome = {
    rcode: Rcode.SERVFAIL,
    error: { text: `plugin/${last}: no next plugin found` },
  };
  return Object.assign(() => outcome, { plugin: undefined });
}

/** A plugin that another watches: where none does, there is nothing to ask. */
function watchedLink(handler: Handler, following: Next, watch: StepWatch): Next {
  const serve = (query: Query): Outcome | Promise<Outcome> => {
    const end = watch(query, handler.name);
    if (end === undefined) return handler.serve(query, following, undefined);
    return untilEnd(end, () => handler.serve(query, following, undefined));
  };
  return Object.assign(serve, { plugin: handler.name });
}

function link(handler: Handler, following: Next): Next {
  const serve = (query: Query) => handler.serve(query, following, undefined);
  return Object.assign(serve, { plugin: handler.name });
}
