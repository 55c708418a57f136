/** Two answers of the history side by side. */
import { type Answer, explanationOf } from "../../lib/studio/answers/answers-slice.ts";
import { type ComparedRecord, compareAnswers } from "../../lib/studio/answers/compare-answers.ts";
import { Button } from "../ui/button.tsx";
import { ExplanationComparison } from "../why-view/explanation-comparison.tsx";
import styles from "./history-list.module.css";

interface AnswerComparisonProps {
  /** The older one. */
  readonly left: Answer;
  readonly right: Answer;
  readonly onBack: () => void;
  /** Where that leads, when it is not the list out of which both were chosen. */
  readonly backTo?: string;
}

const SIGNS: Readonly<Record<ComparedRecord["side"], { readonly sign: string; readonly words: string }>> = {
  both: { sign: " ", words: "in both" },
  left: { sign: "−", words: "only in the older answer" },
  right: { sign: "+", words: "only in the newer answer" },
};

export function AnswerComparison({ left, right, onBack, backTo }: AnswerComparisonProps) {
  const { facts, records } = compareAnswers(left, right);
  const [one, other] = [explanationOf(left), explanationOf(right)];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.view} aria-label="Comparison" tabIndex={0}>
      <table className={styles.compared}>
        <thead>
          <tr>
            <td />
            <th scope="col">{timeOf(left)}</th>
            <th scope="col">{timeOf(right)}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.label} data-same={fact.isSame}>
              <th scope="row">{fact.label}</th>
              {fact.isSame ? (
                <td colSpan={2}>{fact.left}</td>
              ) : (
                <>
                  <td>{fact.left}</td>
                  <td>{fact.right}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.records} aria-label="Answer records">
        {records.map(({ text, side }) => (
          <li key={text} data-side={side}>
            <span aria-hidden="true">{SIGNS[side].sign} </span>
            {text}
            <span className="visually-hidden">, {SIGNS[side].words}</span>
          </li>
        ))}
        {records.length === 0 && <li>Neither answer has records.</li>}
      </ul>
      {one !== undefined && other !== undefined && (
        <ExplanationComparison left={one} right={other} titles={[timeOf(left), timeOf(right)]} />
      )}
      <div className={styles.foot}>
        <Button autoFocus={backTo === undefined} onClick={onBack}>
          Back to {backTo ?? "the history"}
        </Button>
      </div>
    </section>
  );
}

const timeOf = ({ askedAtMs }: Answer): string => new Date(askedAtMs).toLocaleTimeString([], { timeStyle: "medium" });
