/** What is wrong with the configuration, in CoreDNS's words. It takes one line while all is well. */
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { memo, useEffect, useId, useRef } from "react";
import { nextProblem } from "../../lib/commands/step-problem.ts";
import { toggleProblems } from "../../lib/commands/window-keys.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { problemsInWords } from "../../lib/studio/problems-slice.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { MORE_PROBLEMS } from "../../lib/text/bounded-problems.ts";
import type { Fix } from "../../lib/text/edit.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Sentence } from "../ui/sentence.tsx";
import tones from "../ui/tone.module.css";
import styles from "./problems-pane.module.css";

export function ProblemsPane() {
  const { list, checkedVersion, current } = useStudio((state) => state.problems);
  const isOpen = useStudio(({ layout }) => layout.isProblemsListOpen);
  const run = useRunCommand();
  const shown = shownOf(list);
  return (
    <section className={styles.pane} aria-label="Problems" data-pane="problems" tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>Problems</h2>
        <span className={styles.summary}>
          {checkedVersion < 0 && list.length === 0 ? "Not checked yet" : <Summary list={list} />}
        </span>
        {list.length > 0 && (
          <IconButton
            label={isOpen ? "Hide the list of problems" : "Show the list of problems"}
            aria-expanded={isOpen}
            className={styles.fold}
            onClick={() => run(toggleProblems)}
          >
            {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronUp size={15} aria-hidden />}
          </IconButton>
        )}
        {list.length > 0 && (
          <Button look="quiet" className={styles.next} onClick={() => run(nextProblem)} title="F8">
            Next
          </Button>
        )}
      </header>
      {list.length > 0 && isOpen && (
        <ul className={styles.list}>
          {keyed(shown, keyOf).map(({ key, item }) => (
            <ProblemRow key={key} problem={item} isCurrent={item === list[current]} />
          ))}
          {list.length > shown.length && (
            <li className={styles.more}>
              {list.length - shown.length} more; mend these first, most of them may go with them.
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** How many, and whether CoreDNS takes it all the same. */
function Summary({ list }: { readonly list: readonly Problem[] }) {
  const starts = list.every(({ severity }) => severity !== "error");
  return (
    <>
      {starts && <CircleCheck size={14} aria-hidden className={tones.good} />}
      {[list.length === 0 ? "None" : problemsInWords(list), starts ? "CoreDNS starts with this." : ""]
        .filter((part) => part !== "")
        .join(": ")}
    </>
  );
}

/** The first ones, and how many there are that nobody tells. */
function shownOf(list: readonly Problem[]): readonly Problem[] {
  return list.filter(({ code }, index) => index < MAX_ROWS || code === MORE_PROBLEMS);
}

/** More rows than anybody reads would make each key slow. */
const MAX_ROWS = 100;

const keyOf = ({ code, range }: Problem): string => `${code} ${range.file} ${range.start.offset}`;

const ICONS = { error: CircleAlert, warning: TriangleAlert, information: Info } as const;
const TONES = { error: "bad", warning: "warning", information: "neutral" } as const;
/** What the problem depends on, when it is not the text alone. */
const CAUSES: Readonly<Record<Problem["cause"], { readonly word: string; readonly title: string } | undefined>> = {
  text: undefined,
  here: { word: "this machine", title: "Depends on this machine, not on the text" },
  engine: { word: "this engine", title: "CoreDNS accepts it, but the built-in engine cannot serve it yet" },
};
/** Codes of lint's rules, which have pages in docs/lint.md; the others are words of ours for CoreDNS's messages. */
const LINT_CODE = /^[A-Z]{2}\d{4}$/;
const WORDS = { error: "Error", warning: "Warning", information: "Hint" } as const;

function verbOf(fix: Fix | undefined): string {
  if (fix?.creates === undefined) return "Fix";
  return fix.creates.length === 1 ? "Create it" : "Create them";
}

interface ProblemRowProps {
  readonly problem: Problem;
  readonly isCurrent: boolean;
}

const ProblemRow = memo(function ProblemRow({ problem, isCurrent }: ProblemRowProps) {
  const { revealPlace, applyFix } = useActions();
  const { severity, message, help, range, cause, code, fixes = [] } = problem;
  const [fix] = fixes;
  const verb = verbOf(fix);
  const where = CAUSES[cause];
  const place = writePlace(range);
  const messageId = useId();
  // A name that is a sentence of ours would answer to whoever looks for a button by a word of it; CoreDNS's are looked for.
  const names =
    severity === "error" ? {} : { "aria-label": `${WORDS[severity]} at ${place}`, "aria-describedby": messageId };
  const Icon = ICONS[severity];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={row} className={classNames(styles.item, isCurrent && styles.current)}>
      <button type="button" {...names} className={styles.row} onClick={() => void revealPlace(range, { focus: true })}>
        <Icon size={15} aria-hidden className={tones[TONES[severity]]} />
        <span className={styles.text}>
          <span className="visually-hidden">{WORDS[severity]}: </span>
          <span id={messageId} className={styles.message}>
            {LINT_CODE.test(code) ? <Sentence text={message} /> : message}
          </span>
          {help !== undefined && (
            <span className={styles.help}>
              <Sentence text={help} />
            </span>
          )}
        </span>
        {where !== undefined && (
          <span className={styles.here} title={where.title}>
            {where.word}
          </span>
        )}
        {LINT_CODE.test(code) && <span className={styles.code}>{code}</span>}
        <span className={styles.place}>{place}</span>
      </button>
      {fix !== undefined && (
        <Button
          look="quiet"
          className={styles.fix}
          aria-label={`${verb} at ${place}`}
          title={fix.title}
          onClick={() => void applyFix(fix)}
        >
          {verb}
        </Button>
      )}
    </li>
  );
});
