/** 1280 to 1599 px: what you write and ask on the left, what it means on the right. */

import { Panel } from "react-resizable-panels";
import { AnswerDock } from "../query-console/answer-dock.tsx";
import { QueryBar } from "../query-console/query-bar.tsx";
import { MeaningTabs } from "./meaning-tabs.tsx";
import { WhyPane } from "./panes.ts";
import { Split, Splitter } from "./splitter.tsx";
import { Stage } from "./stage.tsx";
import { TextPart } from "./text-part.tsx";

export function WideLayout() {
  return (
    <Split name="window" orientation="horizontal">
      <Panel id="write" defaultSize="56%" minSize="32%">
        <Split name="write" orientation="vertical">
          <Panel id="text" defaultSize="62%" minSize="20%">
            <TextPart name="text" filesSize="12rem" />
          </Panel>
          <Splitter label="Height of the editor" isVertical />
          <Panel id="ask" defaultSize="38%" minSize="18%">
            <Stage name="ask">
              <QueryBar />
              <AnswerDock />
            </Stage>
          </Panel>
        </Split>
      </Panel>
      <Splitter label="Width of the left side" />
      <Panel id="meaning" defaultSize="44%" minSize="24%">
        <Split name="meaning" orientation="vertical">
          <Panel id="chain" defaultSize="44%" minSize="12%">
            <Stage name="chain">
              <MeaningTabs />
            </Stage>
          </Panel>
          <Splitter label="Height of the chain" isVertical />
          <Panel id="why" defaultSize="56%" minSize="12%">
            <Stage name="why">
              <WhyPane />
            </Stage>
          </Panel>
        </Split>
      </Panel>
    </Split>
  );
}
