/** Listens to the server's stream of events and hands them to the store, a frame's worth at a time. */
import { useEffect } from "react";
import { type LogLine, type QuerySummary, studioEventSchema } from "../../../lib/api/events.ts";
import { ROUTES } from "../../../lib/api/routes.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";

export function useEvents(store: StudioStore): void {
  useEffect(() => {
    const { actions } = store.getState();
    const batch = createBatch(store);
    const source = new EventSource(ROUTES.events);
    source.onopen = () => {
      const wasLost = store.getState().engine.connection === "lost";
      actions.setConnection("live");
      if (wasLost) void actions.loadEngine();
    };
    source.onerror = () => actions.setConnection("lost");
    source.onmessage = ({ data }) => {
      const read = studioEventSchema.safeParse(parse(data));
      if (!read.success) return;
      const event = read.data;
      if (event.kind === "engine") actions.takeEngine(event.engine);
      else if (event.kind === "workspace") void actions.takeWorkspace(event.workspace, event.changed);
      else if (event.kind === "missed") actions.takeMissed(event.count);
      else if (event.kind === "log") batch.addLine(event.line);
      else if (event.kind === "query") batch.addQuery(event.query);
    };
    return () => {
      source.close();
      batch.stop();
    };
  }, [store]);
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/** Collects lines and queries, so that a busy engine renders ten times a second at most. */
function createBatch(store: StudioStore) {
  let lines: LogLine[] = [];
  let queries: QuerySummary[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const { actions } = store.getState();
    if (lines.length > 0) actions.takeLogLines(lines);
    if (queries.length > 0) actions.takeQueries(queries);
    lines = [];
    queries = [];
  };
  const schedule = (): void => {
    timer ??= setTimeout(flush, 100);
  };
  return {
    addLine(line: LogLine) {
      lines.push(line);
      schedule();
    },
    addQuery(query: QuerySummary) {
      queries.push(query);
      schedule();
    },
    stop: () => clearTimeout(timer),
  };
}
