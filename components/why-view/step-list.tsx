/** Steps of the chain. Arrows move, right and left open and close, Enter shows the line, C copies the sentence. */
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { Reason, Verdict } from "../../lib/explanation/explanation.ts";
import type { TraceRow } from "../../lib/explanation/trace.ts";
import { writeMicroseconds } from "../../lib/studio/answers/reply-words.ts";
import { VERDICT_LOOKS } from "../../lib/studio/answers/verdict.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { asSentence, writePlace } from "../../lib/studio/trace.ts";
import type { Range } from "../../lib/text/position.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { Shape } from "../ui/shape.tsx";
import tones from "../ui/tone.module.css";
import { ReplyChanges } from "./reply-changes.tsx";
import { StepDetails } from "./step-details.tsx";
import { StepFix } from "./step-fix.tsx";
import styles from "./step-list.module.css";
import { WhatIfs } from "./what-ifs.tsx";

interface StepListProps {
  readonly label: string;
  readonly rows: readonly TraceRow[];
  /** Index of the step that decided. */
  readonly decider: number | undefined;
  readonly direction: "down" | "up";
}

export function StepList({ label, rows, decider, direction }: StepListProps) {
  return (
    <ol aria-label={label} onKeyDown={moveBetweenRows}>
      {rows.map((row) => (
        <StepRow key={row.index} row={row} isDecider={row.index === decider} direction={direction} />
      ))}
    </ol>
  );
}

/** Moves the focus between the rows' main buttons. */
function moveBetweenRows(event: KeyboardEvent<HTMLOListElement>): void {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement)) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-step]")];
  const at = buttons.findIndex((button) => button.closest("li")?.contains(event.target as Node));
  buttons[at + step]?.focus();
  event.preventDefault();
}

interface StepRowProps {
  readonly row: TraceRow;
  readonly isDecider: boolean;
  readonly direction: "down" | "up";
}

function StepRow({ row, isDecider, direction }: StepRowProps) {
  const { index, step, depth } = row;
  const [isOpen, setOpen] = useState(false);
  const isSelected = useStudio(({ answers }) => answers.selectedStep === index);
  const { selectStep, revealPlace, announce } = useActions();
  const told = toldOf(row, direction);
  const look = VERDICT_LOOKS[told.verdict];
  const hasDetails = direction === "up" ? (step.back?.changes.length ?? 0) > 0 : hasMore(row);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight" && hasDetails) setOpen(true);
    else if (event.key === "ArrowLeft") setOpen(false);
    else if (event.key === "c") {
      void navigator.clipboard
        .writeText(`${step.plugin} ${told.verdict}: ${told.reason?.sentence ?? ""} (${writePlace(told.at)})`)
        .then(() => announce("Copied."));
    } else return;
    event.preventDefault();
  };
  return (
    <li className={classNames(styles.item, isSelected && styles.selected, isDecider && styles.decider)}>
      {direction === "down" && row.isFirst && row.behind !== undefined && <Behind row={row} />}
      <div className={styles.line} style={{ paddingLeft: `${0.5 + depth}rem` }}>
        <button
          type="button"
          className={styles.chevron}
          aria-label={`Details of ${step.plugin}`}
          aria-expanded={isOpen}
          disabled={!hasDetails}
          onClick={() => setOpen(!isOpen)}
        >
          {hasDetails && <ChevronRight size={14} aria-hidden className={isOpen ? styles.open : undefined} />}
        </button>
        <button
          type="button"
          data-step={index}
          className={styles.main}
          aria-current={isSelected || undefined}
          onKeyDown={onKey}
          onClick={() => {
            selectStep(index);
            void revealPlace(told.at, { focus: false });
          }}
        >
          <span className={styles.number}>
            {index + 1}
            {direction === "up" && "′"}
          </span>
          <Shape shape={look.shape} tone={look.tone} />
          <span className={styles.plugin}>{step.plugin}</span>
          <span className={classNames(styles.word, tones[look.tone])}>{told.verdict}</span>
          <span className={styles.reason}>{told.reason && asSentence(told.reason.sentence, step.plugin)}</span>
          <span className={styles.time}>{direction === "down" && writeMicroseconds(step.tookMicros)}</span>
          <span className={styles.place}>{writePlace(told.at)}</span>
        </button>
      </div>
      {direction === "down" && <StepFix step={step} />}
      {direction === "down" && (isDecider || isOpen) && row.behind === undefined && (
        <WhatIfs step={step} index={index} />
      )}
      {!isOpen && direction === "down" && <NoteLines row={row} />}
      {isOpen &&
        (direction === "up" ? <ReplyChanges changes={step.back?.changes ?? []} /> : <StepDetails step={step} />)}
    </li>
  );
}

/** More notes than these are seen in the details. */
const MAX_NOTES = 4;

/** What a closed step noted: the cause often stands there. */
function NoteLines({ row: { step, depth } }: { readonly row: TraceRow }) {
  const shown = step.notes.slice(0, MAX_NOTES);
  if (shown.length === 0) return null;
  const more = step.notes.length - shown.length;
  return (
    <ul className={styles.notes} style={{ paddingLeft: `${4.75 + depth}rem` }}>
      {keyed(shown, ({ reason: { code } }) => code).map(({ key, item: { reason } }) => (
        <li key={key}>{asSentence(reason.sentence, step.plugin)}</li>
      ))}
      {more > 0 && <li>And {more} more.</li>}
    </ul>
  );
}

/** What a row tells: of the way down or of the way back. */
function toldOf(
  { step }: TraceRow,
  direction: "down" | "up",
): {
  readonly verdict: Verdict;
  readonly reason: Reason | undefined;
  readonly at: Range;
} {
  const { verdict, reason, rule } = direction === "up" && step.back !== undefined ? step.back : step;
  return { verdict, reason, at: rule ?? step.at };
}

/** That a question came back to this Corefile, above its first step. */
function Behind({ row: { behind, depth } }: { readonly row: TraceRow }) {
  if (behind === undefined) return null;
  return (
    <p className={styles.behind} style={{ paddingLeft: `${1.5 + depth}rem` }}>
      <span>
        {behind.lookUp === undefined ? (
          <>
            at <code>{behind.listener}</code> of this Corefile
          </>
        ) : (
          <>
            look-up of <code>{behind.lookUp}</code> in this server itself
          </>
        )}
      </span>
      {behind.explanation !== undefined && <span>{behind.explanation.inWords}</span>}
    </p>
  );
}

function hasMore({ step }: TraceRow): boolean {
  const { notes, rule, before, after, upstream, reason } = step;
  return notes.length > 0 || [rule, before, after, upstream].some((part) => part !== undefined) || reason !== undefined;
}
