/** Panes that a first look at the studio does not show: each is loaded when its tab comes to the front, or the browser is idle. */
import { type ComponentType, lazy, Suspense } from "react";

const loads: (() => Promise<unknown>)[] = [];

/** A pane that is loaded when it is needed. */
function later(load: () => Promise<ComponentType>): ComponentType {
  loads.push(load);
  const Pane = lazy(async () => ({ default: await load() }));
  return () => (
    <Suspense fallback={null}>
      <Pane />
    </Suspense>
  );
}

export const PodPane = later(async () => (await import("../pod/pod-pane.tsx")).PodPane);
export const CacheView = later(async () => (await import("../conditions/cache-view.tsx")).CacheView);
export const UpstreamsView = later(async () => (await import("../conditions/upstreams-view.tsx")).UpstreamsView);
export const LogView = later(async () => (await import("../query-console/log-view.tsx")).LogView);
export const QueryLog = later(async () => (await import("../query-console/query-log.tsx")).QueryLog);
export const HistoryList = later(async () => (await import("../query-console/history-list.tsx")).HistoryList);
export const WireView = later(async () => (await import("../query-console/wire-view.tsx")).WireView);

/** Loads all of them, so that a tab is there at once when it is wanted. */
export function loadTheRest(): void {
  // Of a server that went away the tab itself will tell.
  for (const load of loads) void load().catch(() => undefined);
}
