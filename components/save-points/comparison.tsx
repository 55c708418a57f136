/** What differs between a save point and another one, or how it is now, file by file. */
import { useEffect, useMemo, useState } from "react";
import { showDiff } from "../../lib/commands/behaviour-diff.ts";
import { draftTime } from "../../lib/studio/drafts/kept-draft.ts";
import {
  differingTexts,
  type SavePointHead,
  type SavePointTexts,
  savePointTitle,
} from "../../lib/studio/save-points/save-point.ts";
import { DiffEditor } from "../corefile-editor/diff-view.tsx";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";
import styles from "./save-points.module.css";

interface ComparisonProps {
  /** A save point. */
  readonly from: string;
  readonly list: readonly SavePointHead[];
  /** Called when what comes next is shown elsewhere. */
  readonly onLeave: () => void;
}

export function Comparison({ from, list, onLeave }: ComparisonProps) {
  const [to, setTo] = useState("now");
  const [path, setPath] = useState<string>();
  const left = useTexts(from, undefined);
  const right = useTexts(to, left);
  const files = useMemo(
    () => (left === undefined || right === undefined ? undefined : differingTexts(left, right)),
    [left, right],
  );
  const file = files?.find((one) => one.path === path) ?? files?.[0];
  const titleOf = (id: string): string => {
    const head = list.find((one) => one.id === id);
    return head === undefined ? "Now" : `${draftTime(head.atMs, Date.now())}, ${savePointTitle(head)}`;
  };
  return (
    <section className={styles.comparison} aria-label="Comparison">
      <div className={styles.heads}>
        <p>
          <span className={styles.note}>From</span>
          <br />− {titleOf(from)}
        </p>
        <SelectField label="To" value={to} onChange={({ target }) => setTo(target.value)}>
          <option value="now">+ Now</option>
          {list
            .filter(({ id }) => id !== from)
            .map(({ id }) => (
              <option key={id} value={id}>
                + {titleOf(id)}
              </option>
            ))}
        </SelectField>
        {files !== undefined && files.length > 0 && (
          <SelectField label="File" value={file?.path} onChange={({ target }) => setPath(target.value)}>
            {files.map((one) => (
              <option key={one.path} value={one.path}>
                {one.path}
                {one.from === undefined ? " (new)" : one.to === undefined ? " (gone)" : ""}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      {to === "now" && left !== undefined && <AnswersButton title={titleOf(from)} texts={left} onLeave={onLeave} />}
      {files === undefined && <p className={styles.note}>Reading both…</p>}
      {files?.length === 0 && <p>All files are the same.</p>}
      {file !== undefined && (
        <DiffEditor
          path={file.path}
          theirs={file.from ?? ""}
          mine={file.to ?? ""}
          names={{ theirs: titleOf(from), mine: titleOf(to) }}
        />
      )}
    </section>
  );
}

interface AnswersButtonProps {
  /** The save point's. */
  readonly title: string;
  readonly texts: SavePointTexts;
  readonly onLeave: () => void;
}

/** Asks both the same questions, in the tab that shows which answers change. */
function AnswersButton({ title, texts, onLeave }: AnswersButtonProps) {
  const { compareWith } = useActions();
  const run = useRunCommand();
  const corefile = useStudio(({ workspace }) => workspace.info?.corefile);
  if (corefile === undefined || texts[corefile] === undefined) return null;
  return (
    <Button
      onClick={() => {
        onLeave();
        run(showDiff);
        void compareWith({ kind: "texts", title, corefile, texts });
      }}
    >
      Which answers change?
    </Button>
  );
}

/** The texts of a save point, or those of now with what `beside` has. */
function useTexts(id: string, beside: SavePointTexts | undefined): SavePointTexts | undefined {
  const { savePointTexts, presentTexts } = useActions();
  const [found, setFound] = useState<{ readonly id: string; readonly texts: SavePointTexts }>();
  useEffect(() => {
    let isGone = false;
    const reading = id === "now" ? presentTexts(Object.keys(beside ?? {})) : savePointTexts(id);
    void reading.then((texts) => isGone || setFound({ id, texts: texts ?? {} }));
    return () => {
      isGone = true;
    };
  }, [id, beside, savePointTexts, presentTexts]);
  return found?.id === id ? found.texts : undefined;
}
