/** Steps of the chain. Arrows move, right and left open and close, Enter shows the line, C copies the sentence. */
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { writeMicroseconds } from "../../lib/studio/reply-words.ts";
import { asSentence, type TraceRow, writePlace } from "../../lib/studio/trace.ts";
import { VERDICT_LOOKS } from "../../lib/studio/verdict.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { Shape } from "../ui/shape.tsx";
import tones from "../ui/tone.module.css";
import { StepDetails } from "./step-details.tsx";
import styles from "./step-list.module.css";

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
  const look = VERDICT_LOOKS[step.verdict];
  const hasDetails = hasMore(row);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight" && hasDetails) setOpen(true);
    else if (event.key === "ArrowLeft") setOpen(false);
    else if (event.key === "c") {
      void navigator.clipboard
        .writeText(`${step.plugin} ${look.word}: ${step.reason?.sentence ?? ""} (${writePlace(step.at)})`)
        .then(() => announce("Copied."));
    } else return;
    event.preventDefault();
  };
  return (
    <li className={classNames(styles.item, isSelected && styles.selected, isDecider && styles.decider)}>
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
            void revealPlace(step.rule ?? step.at, { focus: false });
          }}
        >
          <span className={styles.number}>
            {index + 1}
            {direction === "up" && "′"}
          </span>
          <Shape shape={look.shape} tone={look.tone} />
          <span className={styles.plugin}>{step.plugin}</span>
          <span className={classNames(styles.word, tones[look.tone])} title={step.verdict}>
            {look.word}
          </span>
          <span className={styles.reason}>{step.reason && asSentence(step.reason.sentence, step.plugin)}</span>
          <span className={styles.time}>{writeMicroseconds(step.tookMicros)}</span>
          <span className={styles.place}>{writePlace(step.rule ?? step.at)}</span>
        </button>
      </div>
      {isOpen && <StepDetails step={step} />}
    </li>
  );
}

function hasMore({ step }: TraceRow): boolean {
  const { notes, rule, before, after, upstream, reason } = step;
  return notes.length > 0 || [rule, before, after, upstream].some((part) => part !== undefined) || reason !== undefined;
}
