/** 1600 px and wider: the text has the whole left side, and on the right the reply stands beside its why. */

import { Panel } from "react-resizable-panels";
import { AnswerDock } from "../query-console/answer-dock.tsx";
import { QueryBar } from "../query-console/query-bar.tsx";
import { MeaningTabs } from "./meaning-tabs.tsx";
import { WhyPane } from "./panes.ts";
import { Split, Splitter } from "./splitter.tsx";
import { Stage } from "./stage.tsx";
import { TextPart } from "./text-part.tsx";

export function RoomyLayout() {
  return (
    <Split name="roomy-window" orientation="horizontal">
      <Panel id="write" defaultSize="42%" minSize="24%">
        <TextPart name="roomy-text" filesSize="12rem" />
      </Panel>
      <Splitter label="Width of the left side" />
      <Panel id="meaning" defaultSize="58%" minSize="36%">
        <Split name="roomy-meaning" orientation="vertical">
          <Panel id="chain" defaultSize="40%" minSize="12%">
            <Stage name="chain">
              <MeaningTabs />
            </Stage>
          </Panel>
          <Splitter label="Height of the chain" isVertical />
          <Panel id="answer" defaultSize="60%" minSize="20%">
            <Split name="roomy-answer" orientation="horizontal">
              <Panel id="ask" defaultSize="44%" minSize="24%">
                <Stage name="ask">
                  <QueryBar />
                  <AnswerDock />
                </Stage>
              </Panel>
              <Splitter label="Width of the reply" />
              <Panel id="why" defaultSize="56%" minSize="24%">
                <Stage name="why">
                  <WhyPane />
                </Stage>
              </Panel>
            </Split>
          </Panel>
        </Split>
      </Panel>
    </Split>
  );
}
