/** What is wrong with the configuration, in CoreDNS's words. It takes one line while all is well. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { nextProblem } from "../../lib/commands/step-problem.ts";
import type { Problem } from "../../lib/corefile/problem.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { problemsInWords } from "../../lib/studio/problems-slice.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import tones from "../ui/tone.module.css";
import styles from "./problems-pane.module.css";

export function ProblemsPane() {
  const { list, checkedVersion, current } = useStudio((state) => state.problems);
  const run = useRunCommand();
  return (
    <section className={styles.pane} aria-label="Problems" data-pane="problems" tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>Problems</h2>
        <span className={styles.summary}>
          {list.length > 0 ? (
            problemsInWords(list)
          ) : checkedVersion < 0 ? (
            "Not checked yet"
          ) : (
            <>
              <CircleCheck size={14} aria-hidden className={tones.good} /> None: CoreDNS starts with this.
            </>
          )}
        </span>
        {list.length > 0 && (
          <Button look="quiet" className={styles.next} onClick={() => run(nextProblem)} title="F8">
            Next
          </Button>
        )}
      </header>
      {list.length > 0 && (
        <ul className={styles.list}>
          {keyed(list, keyOf).map(({ key, item }, index) => (
            <ProblemRow key={key} problem={item} isCurrent={index === current} />
          ))}
        </ul>
      )}
    </section>
  );
}

const keyOf = ({ code, range }: Problem): string => `${code} ${range.file} ${range.start.offset}`;

const ICONS = { error: CircleAlert, warning: TriangleAlert, information: Info } as const;
const TONES = { error: "bad", warning: "warning", information: "neutral" } as const;
const WORDS = { error: "Error", warning: "Warning", information: "Hint" } as const;

function ProblemRow({ problem, isCurrent }: { readonly problem: Problem; readonly isCurrent: boolean }) {
  const { revealPlace } = useActions();
  const { severity, message, help, range, cause } = problem;
  const Icon = ICONS[severity];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={row}>
      <button
        type="button"
        className={classNames(styles.row, isCurrent && styles.current)}
        onClick={() => void revealPlace(range, { focus: true })}
      >
        <Icon size={15} aria-hidden className={tones[TONES[severity]]} />
        <span className={styles.text}>
          <span className="visually-hidden">{WORDS[severity]}: </span>
          <span className={styles.message}>{message}</span>
          {help !== undefined && <span className={styles.help}>{help}</span>}
        </span>
        {cause === "here" && (
          <span className={styles.here} title="Depends on this machine, not on the text">
            this machine
          </span>
        )}
        <span className={styles.place}>{writePlace(range)}</span>
      </button>
    </li>
  );
}
