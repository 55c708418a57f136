/** A button below a step whose line has a problem that can be mended. */
import { Wrench } from "lucide-react";
import type { Step } from "../../lib/explanation/explanation.ts";
import { isStale, selectedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { fixOfStep } from "../../lib/studio/answers/step-fix.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./step-list.module.css";

export function StepFix({ step }: { readonly step: Step }) {
  const { changeTexts } = useActions();
  // Of an older text the lines may be others by now.
  const fix = useStudio((state) => {
    const { answers, problems, workspace } = state;
    const answer = selectedAnswer(answers);
    if (answer === undefined || isStale(answer, state)) return undefined;
    return fixOfStep(step, problems.list, (file) => workspacePath(file, workspace.info));
  });
  if (fix === undefined) return null;
  return (
    <Button className={styles.fix} onClick={() => void changeTexts(fix.edits)}>
      <Wrench size={13} aria-hidden />
      Fix: {fix.title}
    </Button>
  );
}
