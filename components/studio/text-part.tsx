/** Files, text and problems: what is written. */
import { Panel } from "react-resizable-panels";
import { EditorPane } from "../files/editor-pane.tsx";
import { FilesPane } from "../files/files-pane.tsx";
import { ProblemsPane } from "../problems/problems-pane.tsx";
import { Split, Splitter } from "./splitter.tsx";
import { Stage } from "./stage.tsx";
import { useStudio } from "./store-context.tsx";

interface TextPartProps {
  /** The name under which its sizes are kept. */
  readonly name: string;
  /** How wide the files are at first. */
  readonly filesSize: string;
}

export function TextPart({ name, filesSize }: TextPartProps) {
  const hasFiles = useStudio(({ layout }) => layout.isFilesPaneOpen);
  return (
    <Split name={hasFiles ? name : `${name}-alone`} orientation="horizontal">
      {hasFiles && (
        <Panel
          id="files"
          defaultSize={filesSize}
          minSize="8rem"
          maxSize="40%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <FilesPane />
        </Panel>
      )}
      {hasFiles && <Splitter label="Width of the files" />}
      <Panel id="editor" minSize="30%">
        <Stage name="editor">
          <EditorPane />
          <ProblemsPane />
        </Stage>
      </Panel>
    </Split>
  );
}
