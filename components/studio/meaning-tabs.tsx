/** What stands beside the text: the chain, or what a pod sees of it. */

import { Tabs } from "../ui/tabs.tsx";
import { ChainPane, PodPane } from "./panes.ts";
import { useActions, useStudio } from "./store-context.tsx";

export function MeaningTabs() {
  const selected = useStudio(({ layout }) => layout.meaningTab);
  const { showMeaningTab } = useActions();
  return (
    <Tabs
      label="Diagram or pod"
      selected={selected}
      onSelect={showMeaningTab}
      items={[
        { name: "chain", label: "Diagram", content: <ChainPane /> },
        { name: "pod", label: "As a pod", content: <PodPane /> },
      ]}
    />
  );
}
