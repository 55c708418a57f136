/** What the text as it is now is compared with, and how the result is grouped. */
import { useState } from "react";
import type { ComparedBefore } from "../../lib/api/behaviour-diff.ts";
import { compareAnswers } from "../../lib/commands/behaviour-diff.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import styles from "./diff-pane.module.css";

const LAST_COMMIT = "HEAD";
/** The names of sides in the form; what is none of them is a revision that is typed. */
const REVISION = "revision";

export function SidesForm() {
  const before = useStudio(({ behaviourDiff }) => behaviourDiff.before);
  const groupBy = useStudio(({ behaviourDiff }) => behaviourDiff.groupBy);
  const isWorking = useStudio(({ behaviourDiff }) => behaviourDiff.run?.state === "working");
  const isExample = useStudio(({ workspace }) => workspace.info?.origin === "example");
  const { chooseBefore, groupChanges } = useActions();
  const run = useRunCommand();
  const [isTyped, setTyped] = useState(false);
  const chosen = isTyped ? REVISION : nameOf(before);
  const choose = (name: string): void => {
    setTyped(name === REVISION);
    if (name === "disk" || name === "example") chooseBefore({ kind: name });
    else if (name === LAST_COMMIT) chooseBefore({ kind: "revision", revision: LAST_COMMIT });
  };
  return (
    <form
      className={styles.form}
      aria-label="What is compared"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWorking) run(compareAnswers);
      }}
    >
      <SelectField
        label="Compare with"
        data-pane-focus=""
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="disk">Saved on disk</option>
        <option value={LAST_COMMIT}>Last commit (HEAD)</option>
        <option value={REVISION}>Another revision…</option>
        {isExample && <option value="example">The example as it ships</option>}
        {before.kind === "texts" && <option value="texts">{before.title}</option>}
      </SelectField>
      {isTyped && (
        <TextField
          label="Revision of git"
          isMono
          placeholder="origin/main"
          onChange={({ target }) => chooseBefore({ kind: "revision", revision: target.value.trim() || LAST_COMMIT })}
        />
      )}
      <SelectField
        label="Group by"
        value={groupBy}
        onChange={({ target }) => groupChanges(target.value === "kind" ? "kind" : "cause")}
      >
        <option value="cause">Cause</option>
        <option value="kind">Kind</option>
      </SelectField>
      <Button type="submit" look="primary" disabled={isWorking}>
        Compare
      </Button>
    </form>
  );
}

function nameOf(before: ComparedBefore): string {
  if (before.kind !== "revision") return before.kind;
  return before.revision === LAST_COMMIT ? LAST_COMMIT : REVISION;
}
