/** Two explanations side by side, line by line; where they part first is marked. */
import {
  type ComparedRow,
  type ComparedSide,
  compareExplanations,
} from "../../lib/explanation/compare-explanations.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { VERDICT_LOOKS } from "../../lib/studio/answers/verdict.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { asSentence, writePlace } from "../../lib/studio/trace.ts";
import { useActions } from "../studio/store-context.tsx";
import { Shape } from "../ui/shape.tsx";
import tones from "../ui/tone.module.css";
import styles from "./explanation-comparison.module.css";
import why from "./why-pane.module.css";

interface ExplanationComparisonProps {
  readonly left: Explanation;
  readonly right: Explanation;
  /** What tells one from the other, above its column. */
  readonly titles: readonly [string, string];
}

export function ExplanationComparison({ left, right, titles: [one, other] }: ExplanationComparisonProps) {
  const { rows, first, inWords } = compareExplanations(left, right);
  return (
    <div className={styles.view}>
      <p className={styles.sentence}>{inWords}</p>
      <table className={styles.table} aria-label="Two explanations">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">{one}</th>
            <th scope="col">{other}</th>
          </tr>
        </thead>
        <tbody>
          {keyed(rows, ({ section, left: mine, right: theirs }) => `${section} ${mine?.what ?? theirs?.what}`).map(
            ({ key, item }) => (
              <Row key={key} row={item} isFirst={rows.indexOf(item) === first} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row: { left, right, isSame }, isFirst }: { readonly row: ComparedRow; readonly isFirst: boolean }) {
  return (
    <tr data-same={isSame} data-first={isFirst || undefined}>
      <th scope="row">
        {left?.what ?? right?.what}
        {isFirst && <span className={styles.first}>first difference</span>}
        {!isFirst && !isSame && <span className={styles.differs}>differs</span>}
      </th>
      <Side side={left} />
      <Side side={right} />
    </tr>
  );
}

function Side({ side }: { readonly side: ComparedSide | undefined }) {
  const { revealPlace } = useActions();
  if (side === undefined) return <td className={styles.none}>not there</td>;
  const { verdict, sentence, at } = side;
  const look = verdict && VERDICT_LOOKS[verdict];
  return (
    <td>
      {look !== undefined && (
        <span className={styles.verdict}>
          <Shape shape={look.shape} tone={look.tone} />
          <span className={tones[look.tone]}>{verdict}</span>
        </span>
      )}
      {sentence !== "" && <span className={styles.words}>{asSentence(sentence, side.what)}</span>}
      {at !== undefined && (
        <button type="button" className={why.place} onClick={() => void revealPlace(at, { focus: true })}>
          {writePlace(at)}
        </button>
      )}
    </td>
  );
}
