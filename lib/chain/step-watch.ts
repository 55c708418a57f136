/** Plugins that see each plugin after them come and go, as CoreDNS's chain opens a span for each (plugin.NextOrFailure). */
import type { Handler } from "./handler.ts";
import { Key } from "./key.ts";
import type { Outcome } from "./outcome.ts";
import type { Query } from "./query.ts";

/** Told when the plugin is done; undefined for one that threw. */
export type StepEnd = (outcome: Outcome | undefined) => void;

/** Told that a query comes to a plugin; undefined when nobody wants to know of this query. */
export type StepWatch = (query: Query, plugin: string) => StepEnd | undefined;

/** Offered by a plugin that watches those after it in the chain. */
export const STEP_WATCH = new Key<StepWatch>();

/** Who watches the plugin at a place of the chain: the last one before it that offers to. */
export function stepWatchAt(links: readonly { readonly handler: Handler }[], index: number): StepWatch | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const watch = links[at]?.handler.offers?.get(STEP_WATCH);
    if (watch !== undefined) return watch;
  }
  return undefined;
}

/** Runs a plugin, and tells its end now or when it comes. */
export function untilEnd(end: StepEnd, run: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
  const thrown = (error: unknown): never => {
    end(undefined);
    throw error;
  };
  const done = (outcome: Outcome): Outcome => {
    end(outcome);
    return outcome;
  };
  let outcome: Outcome | Promise<Outcome>;
  try {
    outcome = run();
  } catch (error) {
    return thrown(error);
  }
  return outcome instanceof Promise ? outcome.then(done, thrown) : done(outcome);
}
