/** 768 to 1279 px: the editor above, and below it a drawer with the question, its answer and the chain. */
import { Panel } from "react-resizable-panels";
import { openExample } from "../../lib/studio/workspace-slice.ts";
import { ChainPane } from "../chain-diagram/chain-pane.tsx";
import { EditorPane } from "../files/editor-pane.tsx";
import { FilesPane } from "../files/files-pane.tsx";
import { ProblemsPane } from "../problems/problems-pane.tsx";
import { HistoryList } from "../query-console/history-list.tsx";
import { LogView } from "../query-console/log-view.tsx";
import { QueryBar } from "../query-console/query-bar.tsx";
import { ReplyPane } from "../query-console/reply-pane.tsx";
import { StoryView } from "../query-console/story-view.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { WhyPane } from "../why-view/why-pane.tsx";
import styles from "./layouts.module.css";
import { Split, Splitter } from "./splitter.tsx";
import { useActions, useStudio } from "./store-context.tsx";

export function MediumLayout() {
  const hasFiles = useStudio(({ layout }) => layout.isFilesPaneOpen);
  return (
    <Split name="medium" orientation="vertical">
      <Panel id="text" defaultSize="50%" minSize="15%">
        <Split name={hasFiles ? "medium-text" : "medium-text-alone"} orientation="horizontal">
          {hasFiles && (
            <Panel
              id="files"
              defaultSize="11rem"
              minSize="8rem"
              maxSize="40%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <FilesPane />
            </Panel>
          )}
          {hasFiles && <Splitter label="Width of the files" />}
          <Panel id="editor" minSize="30%">
            <div className={styles.column}>
              <EditorPane />
              <ProblemsPane />
            </div>
          </Panel>
        </Split>
      </Panel>
      <Splitter label="Height of the editor" isVertical />
      <Panel id="drawer" defaultSize="50%" minSize="20%">
        <div className={styles.column}>
          <QueryBar />
          <Drawer />
        </div>
      </Panel>
    </Split>
  );
}

function Drawer() {
  const selected = useStudio(({ layout }) => layout.drawerTab);
  const asked = useStudio(({ answers }) => answers.list.length);
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
        { name: "chain", label: "Chain", content: <ChainPane /> },
        { name: "history", label: "History", count: asked, content: <HistoryList /> },
        { name: "log", label: "Log", content: <LogView /> },
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
