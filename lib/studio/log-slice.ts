/** What the engine logs, and the queries that it served, whoever asked. Both are bounded. */
import type { LogLine, QuerySummary } from "../api/events.ts";
import type { SliceContext } from "./slice.ts";

/** How many lines and how many queries are kept. */
const MAX_LOG_LINES = 500;

/** A line with a number of its own, counting up as long as the page lives. */
type NumberedLine = LogLine & { readonly serial: number };

export interface LogState {
  readonly lines: readonly NumberedLine[];
  readonly queries: readonly QuerySummary[];
  /** Events that were left out because the page read too slowly. */
  readonly missed: number;
}

export const INITIAL_LOG: LogState = { lines: [], queries: [], missed: 0 };

export interface LogActions {
  takeLogLines(lines: readonly LogLine[]): void;
  takeQueries(queries: readonly QuerySummary[]): void;
  takeMissed(count: number): void;
  clearLog(): void;
  clearQueries(): void;
}

/** Makes the log's actions. Lines come in batches, so that a busy engine costs one render per frame. */
export function createLogActions({ get, patch }: SliceContext): LogActions {
  return {
    takeLogLines(lines) {
      const before = get().log.lines;
      const first = (before.at(-1)?.serial ?? 0) + 1;
      const numbered = lines.map((line, index) => ({ ...line, serial: first + index }));
      patch("log", { lines: [...before, ...numbered].slice(-MAX_LOG_LINES) });
    },
    takeQueries: (queries) => patch("log", { queries: [...get().log.queries, ...queries].slice(-MAX_LOG_LINES) }),
    takeMissed: (count) => patch("log", { missed: get().log.missed + count }),
    clearLog: () => patch("log", { lines: [], missed: 0 }),
    clearQueries: () => patch("log", { queries: [] }),
  };
}
