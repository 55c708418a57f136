/** What stands beside the text: the chain, or what a pod sees of it. */

import { ChainPane } from "../chain-diagram/chain-pane.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { PodPane } from "./later.tsx";
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
