/** What the engine logs, and the queries that it served, whoever asked. Both are bounded. */
import type { LogLine, QuerySummary } from "../api/events.ts";
import type { SliceContext } from "./slice.ts";

/** How many lines and how many queries are kept. */
export const MAX_LOG_LINES = 500;

export interface LogState {
  readonly lines: readonly LogLine[];
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
}

/** Makes the log's actions. Lines come in batches, so that a busy engine costs one render per frame. */
export function createLogActions({ get, patch }: SliceContext): LogActions {
  return {
    takeLogLines: (lines) => patch("log", { lines: [...get().log.lines, ...lines].slice(-MAX_LOG_LINES) }),
    takeQueries: (queries) => patch("log", { queries: [...get().log.queries, ...queries].slice(-MAX_LOG_LINES) }),
    takeMissed: (count) => patch("log", { missed: get().log.missed + count }),
    clearLog: () => patch("log", INITIAL_LOG),
  };
}
