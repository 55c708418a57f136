/** Tabs that the dock and the drawer have alike: what was asked and served, and what is held against it. */
import { useTestsLabel } from "../tests/use-tests-label.ts";
import type { TabItem } from "../ui/tabs.tsx";
import { CacheView, HistoryList, LogView, QueryLog, TestsView, UpstreamsView } from "./panes.ts";
import { useStudio } from "./store-context.tsx";

type SharedTab = "history" | "queries" | "held" | "upstreams" | "tests" | "log";

/** The tabs with their counts, in their order. */
export function useSharedTabs(): readonly TabItem<SharedTab>[] {
  const asked = useStudio(({ answers }) => answers.list.length);
  const served = useStudio(({ log }) => log.queries.length);
  const tests = useTestsLabel();
  return [
    { name: "history", label: "History", count: asked, content: <HistoryList /> },
    { name: "queries", label: "Queries", count: served, content: <QueryLog /> },
    { name: "held", label: "Cache", content: <CacheView /> },
    { name: "upstreams", label: "Upstreams", content: <UpstreamsView /> },
    { name: "tests", label: tests, content: <TestsView /> },
    { name: "log", label: "Log", content: <LogView /> },
  ];
}
