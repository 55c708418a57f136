/** 768 to 1279 px: the editor above, and below it a drawer with the question, its answer and the chain. */

import { Panel } from "react-resizable-panels";
import { openExample } from "../../lib/studio/files/workspace-slice.ts";
import { ConditionsBar } from "../conditions/conditions-bar.tsx";
import { QueryBar } from "../query-console/query-bar.tsx";
import { ReplyPane } from "../query-console/reply-pane.tsx";
import { StoryView } from "../query-console/story-view.tsx";
import { Tabs } from "../ui/tabs.tsx";
import styles from "./layouts.module.css";
import { ChainPane, DiffPane, EffectivePane, PodPane, WhyPane, WireView } from "./panes.ts";
import { useSharedTabs } from "./shared-tabs.tsx";
import { Split, Splitter } from "./splitter.tsx";
import { Stage } from "./stage.tsx";
import { useActions, useStudio } from "./store-context.tsx";
import { TextPart } from "./text-part.tsx";

export function MediumLayout() {
  return (
    <Split name="medium" orientation="vertical">
      <Panel id="text" defaultSize="50%" minSize="15%">
        <TextPart name="medium-text" filesSize="12rem" />
      </Panel>
      <Splitter label="Height of the editor" isVertical />
      <Panel id="drawer" defaultSize="50%" minSize="20%">
        <Stage name="ask">
          <QueryBar />
          <ConditionsBar />
          <Drawer />
        </Stage>
      </Panel>
    </Split>
  );
}

function Drawer() {
  const selected = useStudio(({ layout }) => layout.drawerTab);
  const hasStory = useStudio(({ workspace }) => openExample(workspace) !== undefined);
  const { showDrawerTab } = useActions();
  return (
    <Tabs
      label="Drawer"
      className={styles.grow}
      selected={selected === "story" && !hasStory ? "answer" : selected}
      onSelect={showDrawerTab}
      items={[
        ...(hasStory ? [{ name: "story" as const, label: "Story", content: <StoryView /> }] : []),
        { name: "answer", label: "Reply and why", content: <ReplyAndWhy /> },
        { name: "wire", label: "Wire", content: <WireView /> },
        { name: "chain", label: "Chain", content: <ChainPane /> },
        { name: "pod", label: "As a pod", content: <PodPane /> },
        { name: "diff", label: "Diff", content: <DiffPane /> },
        { name: "effective", label: "Effective", content: <EffectivePane /> },
        ...useSharedTabs(),
      ]}
    />
  );
}

function ReplyAndWhy() {
  return (
    <Split name="reply-and-why" orientation="horizontal">
      <Panel id="reply" minSize="25%">
        <ReplyPane hasHeading />
      </Panel>
      <Splitter label="Width of the reply" />
      <Panel id="why" minSize="25%">
        <WhyPane />
      </Panel>
    </Split>
  );
}
