/** Errors of the plugins after it, logged, or counted and summed up (CoreDNS, plugin errors). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import type { Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Why } from "../../explanation/why.ts";
import type { Clock, Timer } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { words } from "./words.ts";

/** Levels at which an error may be logged. */
export type ErrorLevel = "warning" | "error" | "info" | "debug";

/** Errors that are counted together. */
export interface Consolidation {
  readonly matches: (text: string) => boolean;
  /** The regular expression as it stands in the Corefile. */
  readonly pattern: string;
  readonly periodMs: number;
  /** The period as Go prints it: `1m0s`. */
  readonly periodText: string;
  readonly level: ErrorLevel;
  /** Log the first error of a period at once. */
  readonly showFirst: boolean;
}

interface Tally {
  readonly consolidation: Consolidation;
  count: number;
  timer: Timer | undefined;
}

/** The handler, and what ends its periods when the server stops. */
export interface ErrorsHandler extends Handler {
  stop(): void;
}

/** A handler that logs what went wrong, with the question. */
export function createErrors(
  consolidations: readonly Consolidation[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): ErrorsHandler {
  const tallies = consolidations.map((consolidation): Tally => ({ consolidation, count: 0, timer: undefined }));
  let stopped = false;
  const sumUp = (tally: Tally): void => {
    const { count, consolidation } = tally;
    tally.count = 0;
    tally.timer = undefined;
    if (count > 1 || (count === 1 && !consolidation.showFirst)) {
      log[consolidation.level](
        `${count} errors like '${consolidation.pattern}' occurred in last ${consolidation.periodText}`,
      );
    }
  };
  /** True when the error was counted and must not be logged by itself. */
  const counted = (tally: Tally): boolean => {
    if (stopped) return false;
    tally.count += 1;
    if (tally.count > 1) return true;
    tally.timer = clock.after(tally.consolidation.periodMs, () => sumUp(tally));
    return !tally.consolidation.showFirst;
  };
  const report = (query: Query, outcome: Outcome, why: Why | undefined): Outcome => {
    const text = outcome.error?.text;
    if (text === undefined) {
      why?.because("observed", words.none());
      return outcome;
    }
    const tally = tallies.find(({ consolidation }) => consolidation.matches(text));
    if (tally !== undefined && counted(tally)) {
      why?.back("observed", words.consolidated({ pattern: tally.consolidation.pattern, error: text }));
      return outcome;
    }
    log[tally?.consolidation.level ?? "error"](`${outcome.rcode} ${query.qname} ${rrtypeName(query.qtype)}: ${text}`);
    why?.back("observed", words.logged({ error: text }));
    return outcome;
  };
  return {
    name: "errors",
    serve: (query, next, why) => afterwards(next(query), (outcome) => report(query, outcome, why)),
    stop() {
      stopped = true;
      for (const tally of tallies) {
        if (tally.timer === undefined) continue;
        tally.timer.cancel();
        sumUp(tally);
      }
    },
  };
}
