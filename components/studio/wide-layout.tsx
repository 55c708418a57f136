/** 1280 px and wider: what you write and ask on the left, what it means on the right. */
import { Panel } from "react-resizable-panels";
import { ChainPane } from "../chain-diagram/chain-pane.tsx";
import { EditorPane } from "../files/editor-pane.tsx";
import { FilesPane } from "../files/files-pane.tsx";
import { ProblemsPane } from "../problems/problems-pane.tsx";
import { AnswerDock } from "../query-console/answer-dock.tsx";
import { QueryBar } from "../query-console/query-bar.tsx";
import { WhyPane } from "../why-view/why-pane.tsx";
import styles from "./layouts.module.css";
import { Split, Splitter } from "./splitter.tsx";
import { useStudio } from "./store-context.tsx";

export function WideLayout() {
  const hasFiles = useStudio(({ layout }) => layout.isFilesPaneOpen);
  return (
    <Split name="window" orientation="horizontal">
      <Panel id="write" defaultSize="56%" minSize="32%">
        <Split name="write" orientation="vertical">
          <Panel id="text" defaultSize="60%" minSize="20%">
            <Split name={hasFiles ? "text" : "text-alone"} orientation="horizontal">
              {hasFiles && (
                <Panel
                  id="files"
                  defaultSize="12rem"
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
          <Panel id="ask" defaultSize="40%" minSize="18%">
            <div className={styles.column}>
              <QueryBar />
              <AnswerDock />
            </div>
          </Panel>
        </Split>
      </Panel>
      <Splitter label="Width of the left side" />
      <Panel id="meaning" defaultSize="44%" minSize="24%">
        <Split name="meaning" orientation="vertical">
          <Panel id="chain" defaultSize="44%" minSize="12%">
            <ChainPane />
          </Panel>
          <Splitter label="Height of the chain" isVertical />
          <Panel id="why" defaultSize="56%" minSize="12%">
            <WhyPane />
          </Panel>
        </Split>
      </Panel>
    </Split>
  );
}
