/** One change: the first step at which the ways part, both ways in a sentence, and the edited lines. */
import type { Compared, ComparedChange, ComparedStep } from "../../lib/api/behaviour-diff.ts";
import { causeText } from "../../lib/behaviour-diff/words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./diff-pane.module.css";
import { EditView } from "./edit-view.tsx";

interface ChangeDetailsProps {
  readonly change: ComparedChange;
  readonly compared: Compared;
}

export function ChangeDetails({ change, compared }: ChangeDetailsProps) {
  const { question, before, after, firstDifference, cause } = change;
  const { acceptChange } = useActions();
  // Grouped by cause, the edits stand above the group.
  const hasOwnEdits = useStudio(({ behaviourDiff }) => behaviourDiff.groupBy === "kind");
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        {firstDifference !== undefined && (
          <>
            <dt>Step {firstDifference.step} before</dt>
            <dd>
              <StepText step={firstDifference.before} />
            </dd>
            <dt>Step {firstDifference.step} now</dt>
            <dd>
              <StepText step={firstDifference.after} isNow />
            </dd>
          </>
        )}
        <dt>Way before</dt>
        <dd>{before.inWords === "" ? "Not known." : before.inWords}</dd>
        <dt>Way now</dt>
        <dd>{after.inWords === "" ? "Not known." : after.inWords}</dd>
        <dt>Cause</dt>
        <dd>{causeText(cause, compared.edits)}</dd>
        <dt>Asked because of</dt>
        <dd>{question.source}</dd>
      </dl>
      <Button onClick={() => void acceptChange(compared.changes.indexOf(change))}>
        Accept as intended: make it a test
      </Button>
      {hasOwnEdits &&
        cause.changes.map((index) => {
          const edit = compared.edits[index];
          return edit === undefined ? null : <EditView key={index} edit={edit} />;
        })}
    </div>
  );
}

/** Places of the older side are not in the editor. */
function StepText({ step, isNow = false }: { readonly step: ComparedStep | undefined; readonly isNow?: boolean }) {
  const { revealPlace } = useActions();
  if (step === undefined) return "The way has ended.";
  const place = step.rule ?? step.at;
  const name = place === undefined ? "" : `${place.file}:${place.start.line}`;
  return (
    <>
      <strong>{step.plugin}</strong>: {step.sentence}{" "}
      {place !== undefined && isNow && (
        <button type="button" className={styles.place} onClick={() => void revealPlace(place, { focus: true })}>
          {name}
        </button>
      )}
      {place !== undefined && !isNow && <span className={styles.faint}>{name}</span>}
    </>
  );
}
