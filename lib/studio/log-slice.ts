/** What the engine logs, and the queries that it served, whoever asked. Both are bounded. */
import type { LogLine, ObservedReply, QuerySummary } from "../api/events.ts";
import type { Explanation } from "../explanation/explanation.ts";
import type { SliceContext } from "./slice.ts";

/** How many lines and how many queries are kept. */
const MAX_LOG_LINES = 500;
/** Of how many of the newest queries it is asked why they were answered as they were. */
const MAX_EXPLAINED = 100;

/** A line with a number of its own, counting up as long as the page lives. */
type NumberedLine = LogLine & { readonly serial: number };

export interface LogState {
  readonly lines: readonly NumberedLine[];
  readonly queries: readonly QuerySummary[];
  /** Why the newest queries were answered as they were, by their number, once somebody wanted to know. */
  readonly explained: ReadonlyMap<number, Explanation | undefined>;
  /** Events that were left out because the page read too slowly. */
  readonly missed: number;
}

export const INITIAL_LOG: LogState = { lines: [], queries: [], explained: new Map(), missed: 0 };

export interface LogActions {
  takeLogLines(lines: readonly LogLine[]): void;
  takeQueries(queries: readonly QuerySummary[]): void;
  takeMissed(count: number): void;
  /** Fetches the explanations of the newest queries that are not here yet. */
  explainQueries(): Promise<void>;
  clearLog(): void;
  clearQueries(): void;
}

/** Makes the log's actions. Lines come in batches, so that a busy engine costs one render per frame. */
export function createLogActions({ get, patch, api }: SliceContext): LogActions {
  return {
    takeLogLines(lines) {
      const before = get().log.lines;
      const first = (before.at(-1)?.serial ?? 0) + 1;
      const numbered = lines.map((line, index) => ({ ...line, serial: first + index }));
      patch("log", { lines: [...before, ...numbered].slice(-MAX_LOG_LINES) });
    },
    takeQueries: (queries) => patch("log", { queries: [...get().log.queries, ...queries].slice(-MAX_LOG_LINES) }),
    takeMissed: (count) => patch("log", { missed: get().log.missed + count }),
    async explainQueries() {
      const wanted = get()
        .log.queries.slice(-MAX_EXPLAINED)
        .map(({ id }) => id);
      const { explained } = get().log;
      const read = wanted.map(async (id) => {
        if (explained.has(id)) return [id, explained.get(id)] as const;
        const { explanation } = await api.explanation(id).catch((): ObservedReply => ({}));
        return [id, explanation] as const;
      });
      const found = new Map(await Promise.all(read));
      const isNew = wanted.some((id) => !explained.has(id));
      if (isNew && get().log.queries.length > 0) patch("log", { explained: found });
    },
    clearLog: () => patch("log", { lines: [], missed: 0 }),
    clearQueries: () => patch("log", { queries: [], explained: new Map() }),
  };
}
