/** Below the query bar: the reply, its bytes, what was asked before, and the log. */

import { openExample } from "../../lib/studio/files/workspace-slice.ts";
import { ConditionsBar } from "../conditions/conditions-bar.tsx";
import { WireView } from "../studio/panes.ts";
import { useSharedTabs } from "../studio/shared-tabs.tsx";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Tabs } from "../ui/tabs.tsx";
import styles from "./answer-dock.module.css";
import { ReplyPane } from "./reply-pane.tsx";
import { StoryView } from "./story-view.tsx";

export function AnswerDock() {
  const selected = useStudio(({ layout }) => layout.dockTab);
  const hasStory = useStudio(({ workspace }) => openExample(workspace) !== undefined);
  const { showDockTab } = useActions();
  return (
    <>
      <ConditionsBar />
      <Tabs
        label="Answer"
        className={styles.dock}
        selected={selected === "story" && !hasStory ? "reply" : selected}
        onSelect={showDockTab}
        items={[
          ...(hasStory ? [{ name: "story" as const, label: "Story", content: <StoryView /> }] : []),
          { name: "reply", label: "Reply", content: <ReplyPane /> },
          { name: "wire", label: "Wire", content: <WireView /> },
          ...useSharedTabs(),
        ]}
      />
    </>
  );
}
