/** Listens to the server's stream of events and hands them to the store, a frame's worth at a time. */

import { useEffect } from "react";
import { type LogLine, type QuerySummary, type StudioEvent, studioEventSchema } from "../../../lib/api/events.ts";
import { type Failure, failureSchema } from "../../../lib/api/failure.ts";
import { ROUTES, WINDOW_PARAMETER } from "../../../lib/api/routes.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { thisWindow } from "../drafts/this-window.ts";

/** How long after a refusal the stream is asked for again. */
const RETRY_MS = 5000;

export function useEvents(store: StudioStore): void {
  useEffect(() => {
    const { actions } = store.getState();
    const batch = createBatch(store);
    const take = (event: StudioEvent): void => {
      if (event.kind === "engine") actions.takeEngine(event.engine);
      else if (event.kind === "workspace") void actions.takeWorkspace(event.workspace, event.changed);
      else if (event.kind === "comparing") actions.takeComparing(event);
      else if (event.kind === "missed") actions.takeMissed(event.count);
      else if (event.kind === "tests") actions.takeTestProgress(event.progress);
      else if (event.kind === "log") batch.addLine(event.line);
      else if (event.kind === "query") batch.addQuery(event.query);
    };
    const stop = followStream(take, {
      opened() {
        const isFirst = store.getState().engine.connection === "connecting";
        actions.setConnection("live");
        if (!isFirst) void actions.loadEngine();
      },
      lost: () => actions.setConnection("lost"),
      refused: (refusal) => actions.refuseConnection(refusal),
    });
    return () => {
      stop();
      batch.stop();
    };
  }, [store]);
}

interface StreamHooks {
  opened(): void;
  lost(): void;
  refused(refusal: Failure): void;
}

/** Hears of events until the returned function is called. Where the browser gives up, the stream is opened again. */
function followStream(take: (event: StudioEvent) => void, { opened, lost, refused }: StreamHooks): () => void {
  const stopped = new AbortController();
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = async (): Promise<void> => {
    const { name } = await thisWindow();
    if (stopped.signal.aborted) return;
    const address = `${ROUTES.events}?${new URLSearchParams({ [WINDOW_PARAMETER]: name })}`;
    const opening = new EventSource(address);
    source = opening;
    opening.onopen = opened;
    opening.onmessage = ({ data }) => {
      const read = studioEventSchema.safeParse(parse(data));
      if (read.success) take(read.data);
    };
    opening.onerror = () => {
      // The browser tries again by itself when the connection broke, and never after a refusal.
      if (opening.readyState !== EventSource.CLOSED) lost();
      else void askWhy(address, stopped.signal).then(retry);
    };
  };
  const retry = (refusal: Failure | undefined): void => {
    if (stopped.signal.aborted) return;
    if (refusal === undefined) lost();
    else refused(refusal);
    timer = setTimeout(() => void open(), RETRY_MS);
  };
  void open();
  return () => {
    stopped.abort();
    clearTimeout(timer);
    source?.close();
  };
}

/** An event source does not tell why it was refused; a plain request does. Undefined when the server says nothing. */
async function askWhy(address: string, signal: AbortSignal): Promise<Failure | undefined> {
  const hangUp = new AbortController();
  try {
    const response = await fetch(address, { signal: AbortSignal.any([signal, hangUp.signal]) });
    if (response.ok) return undefined;
    return failureSchema.safeParse(await response.json()).data;
  } catch {
    return undefined;
  } finally {
    hangUp.abort();
  }
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
