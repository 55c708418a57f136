/** What stands beside the text: the chain, what a pod sees of it, which answers an edit changes, or what CoreDNS reads. */

import { Tabs } from "../ui/tabs.tsx";
import { ChainPane, DiffPane, EffectivePane, PodPane } from "./panes.ts";
import { useActions, useStudio } from "./store-context.tsx";

export function MeaningTabs() {
  const selected = useStudio(({ layout }) => layout.meaningTab);
  const { showMeaningTab } = useActions();
  return (
    <Tabs
      label="Diagram, pod, diff or effective"
      selected={selected}
      onSelect={showMeaningTab}
      items={[
        { name: "chain", label: "Diagram", content: <ChainPane /> },
        { name: "pod", label: "As a pod", content: <PodPane /> },
        { name: "diff", label: "Diff", content: <DiffPane /> },
        { name: "effective", label: "Effective", content: <EffectivePane /> },
      ]}
    />
  );
}
