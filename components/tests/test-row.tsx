/** One test: its state, and when it did not hold what was expected beside what came, and why. */
import { Check, CircleDashed, X } from "lucide-react";
import { useId } from "react";
import type { TestResultReply } from "../../lib/api/tests.ts";
import { TESTS_FILE } from "../../lib/dns-tests/schema.ts";
import type { PlacedTest } from "../../lib/dns-tests/test-file.ts";
import type { TestRow } from "../../lib/studio/tests/test-words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Sentence } from "../ui/sentence.tsx";
import styles from "./tests.module.css";

const STATES = {
  held: { word: "held", icon: <Check size={15} aria-hidden />, look: styles.held },
  fell: { word: "fell", icon: <X size={15} aria-hidden />, look: styles.fell },
  broken: { word: "not asked", icon: <X size={15} aria-hidden />, look: styles.fell },
  none: { word: "not run", icon: <CircleDashed size={15} aria-hidden />, look: styles.unrun },
} as const;

export function TestRowView({ row: { test, result, isStale } }: { readonly row: TestRow }) {
  const { runTests } = useActions();
  const isWorking = useStudio(({ tests }) => tests.run?.state === "working");
  const { word, icon, look } = STATES[result?.state ?? "none"];
  return (
    <li className={styles.test} data-state={result?.state ?? "none"}>
      <div className={styles.head}>
        <span className={classNames(styles.state, look, isStale && styles.stale)}>
          {icon}
          {isStale ? `${word} before the edit` : word}
        </span>
        <PlaceButton line={test.line} title={test.title} />
        {test.name !== undefined && <code className={styles.ask}>{test.ask}</code>}
        <Button
          look="quiet"
          className={styles.run}
          disabled={isWorking}
          aria-label={`Run ${test.title}`}
          onClick={() => void runTests([test.line])}
        >
          Run
        </Button>
      </div>
      {result !== undefined && result.state !== "held" && <Failure test={test} result={result} />}
    </li>
  );
}

function PlaceButton({ line, title }: { readonly line: number; readonly title: string }) {
  const { revealPlace } = useActions();
  const start = { offset: 0, line, column: 1 };
  const show = (): void => void revealPlace({ file: TESTS_FILE, start, end: start }, { focus: true });
  return (
    <Button look="quiet" className={styles.title} onClick={show}>
      {title}
      <span className={styles.place}>
        <span className="visually-hidden">at </span>line {line}
      </span>
    </Button>
  );
}

function Failure({ test, result }: { readonly test: PlacedTest; readonly result: TestResultReply }) {
  const { differences, error, missing, explanation } = result;
  const id = useId();
  return (
    <div className={styles.failure}>
      {error !== undefined && <p>{error}</p>}
      {differences.length > 0 && (
        <table className={styles.differences} aria-labelledby={id}>
          <caption id={id} className="visually-hidden">
            What {test.title} expected, and what it got
          </caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Expected</th>
              <th scope="col">Got</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ what, expected, got }) => (
              <tr key={`${what} ${expected} ${got}`}>
                <th scope="row">{what}</th>
                <td>
                  <code>{expected}</code>
                </td>
                <td>
                  <code>{got}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {missing.map((question) => (
        <p key={question}>No fixture for {question}: add one to upstreams, or use real upstreams.</p>
      ))}
      {explanation !== undefined && <Why result={result} explanation={explanation} />}
    </div>
  );
}

interface WhyProps {
  readonly result: TestResultReply;
  readonly explanation: NonNullable<TestResultReply["explanation"]>;
}

function Why({ result, explanation }: WhyProps) {
  const { revealPlace, showTestAnswer } = useActions();
  const { decidedAt, inWords } = explanation;
  return (
    <p className={styles.why}>
      <span>
        <Sentence text={inWords} />
      </span>
      {decidedAt !== undefined && (
        <Button look="quiet" onClick={() => void revealPlace(decidedAt, { focus: true })}>
          {decidedAt.file}:{decidedAt.start.line}
        </Button>
      )}
      <Button onClick={() => showTestAnswer(result)} aria-label={`Show why ${result.title} fell`}>
        Show why
      </Button>
    </p>
  );
}
