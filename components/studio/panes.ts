/** Panes that come after the first: each is loaded when it is shown, those in front right after the page. */
import { later } from "../ui/later.tsx";

export const ChainPane = later(async () => (await import("../chain-diagram/chain-pane.tsx")).ChainPane);
export const WhyPane = later(async () => (await import("../why-view/why-pane.tsx")).WhyPane);
export const PodPane = later(async () => (await import("../pod/pod-pane.tsx")).PodPane);
export const EffectivePane = later(async () => (await import("../effective/effective-pane.tsx")).EffectivePane);
export const DiffPane = later(async () => (await import("../behaviour-diff/diff-pane.tsx")).DiffPane);
export const CacheView = later(async () => (await import("../conditions/cache-view.tsx")).CacheView);
export const UpstreamsView = later(async () => (await import("../conditions/upstreams-view.tsx")).UpstreamsView);
export const LogView = later(async () => (await import("../query-console/log-view.tsx")).LogView);
export const QueryLog = later(async () => (await import("../query-console/query-log.tsx")).QueryLog);
export const HistoryList = later(async () => (await import("../query-console/history-list.tsx")).HistoryList);
export const WireView = later(async () => (await import("../query-console/wire-view.tsx")).WireView);
export const TestsView = later(async () => (await import("../tests/tests-view.tsx")).TestsView);
