/** What can be tried at a step, each with its result beside it: never guessed, always asked. */
import { Check, FlaskConical } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import type { Step } from "../../lib/explanation/explanation.ts";
import type { Trial } from "../../lib/language/what-ifs.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { directivesOf } from "../../lib/profiles/profile.ts";
import { isStale, selectedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { trialsOf } from "../../lib/studio/answers/step-trials.ts";
import { triedInWords } from "../../lib/studio/answers/what-if-slice.ts";
import { textHere, workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import { asSentence } from "../../lib/studio/trace.ts";
import { useLong } from "../query-console/use-long.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import styles from "./what-ifs.module.css";

interface WhatIfsProps {
  readonly step: Step;
  /** The number of its row, which tells it from others. */
  readonly index: number;
}

export function WhatIfs({ step, index }: WhatIfsProps) {
  // Of an older text the lines may be others by now, and what would be is not tried any further.
  const answer = useStudio((state) => {
    const selected = selectedAnswer(state.answers);
    return selected === undefined || selected.whatIf !== undefined || isStale(selected, state) ? undefined : selected;
  });
  const text = useStudio(({ workspace }) => textHere(workspace, workspacePath(step.at.file, workspace.info)));
  const release = useStudio(({ workspace }) => workspace.release);
  const trials = useMemo(
    () => (text === undefined ? [] : trialsOf(step, text, directivesOf(release, directives))),
    [step, text, release],
  );
  if (answer === undefined || trials.length === 0) return null;
  return (
    <section className={styles.view} aria-label={`If ${step.plugin} were different`}>
      <h4 className={styles.heading}>If it were different</h4>
      <ul>
        {trials.map((trial) => (
          <li key={trial.words} className={styles.item}>
            {trial.isOtherClient ? (
              <OtherClient id={`${answer.id} ${index}`} />
            ) : (
              <EditTrial id={`${answer.id} ${index} ${trial.words}`} trial={trial} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function EditTrial({ id, trial: { words, edits } }: { readonly id: string; readonly trial: Trial }) {
  const question = useStudio(({ answers }) => selectedAnswer(answers)?.question);
  const { tryWhatIf, changeTexts } = useActions();
  if (question === undefined) return null;
  return (
    <>
      <Button
        className={styles.try}
        onClick={() => void tryWhatIf({ key: id, words, question, edits })}
        icon={<FlaskConical size={13} aria-hidden />}
      >
        Try {words}
      </Button>
      <Result id={id}>
        <Button
          look="quiet"
          className={styles.small}
          onClick={() => void changeTexts(edits)}
          icon={<Check size={13} aria-hidden />}
        >
          Make this change
        </Button>
      </Result>
    </>
  );
}

const SOMEBODY = { private: "10.0.0.1", public: "203.0.113.7" } as const;

/** The same question as it would come from somebody else, of what serves. */
export function OtherClient({ id }: { readonly id: string }) {
  const question = useStudio(({ answers }) => selectedAnswer(answers)?.question);
  const from = question?.clientAddress ?? "";
  const isPrivate = from === "" || /^(?:10|127|172|192\.168)\./.test(from);
  const [address, setAddress] = useState<string>(isPrivate ? SOMEBODY.public : SOMEBODY.private);
  const { tryWhatIf } = useActions();
  if (question === undefined) return null;
  const key = `${id} other client`;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const other = { ...question, clientAddress: address.trim() };
        void tryWhatIf({ key, words: `from ${address.trim()}`, question: other, edits: [] });
      }}
    >
      <TextField
        label="From another address"
        isMono
        className={styles.address}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Button type="submit" className={styles.try} icon={<FlaskConical size={13} aria-hidden />}>
        Try
      </Button>
      <Result id={key} />
    </form>
  );
}

function Result({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  const tried = useStudio(({ whatIf }) => whatIf.tried[id]);
  const { showTried, cancelTried } = useActions();
  const canStop = useLong(tried?.end.kind === "working", 1000);
  if (tried === undefined) return null;
  const { words, end } = tried;
  return (
    <p className={styles.result} aria-busy={end.kind === "working"}>
      <span>
        {asSentence(words)}: {triedInWords(end)}
      </span>
      {canStop && (
        <Button look="quiet" className={styles.small} onClick={() => void cancelTried(id)}>
          Stop
        </Button>
      )}
      {end.kind === "reply" && (
        <span className={styles.after}>
          <Button look="quiet" className={styles.small} onClick={() => showTried(id)}>
            Show why
          </Button>
          {children}
        </span>
      )}
    </p>
  );
}
