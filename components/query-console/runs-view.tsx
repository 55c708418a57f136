/** A question that was asked many times: how often which answer came, which upstream gave it and which line decided. */
import { cancelAsk } from "../../lib/commands/cancel-ask.ts";
import {
  type Distribution,
  distributionInWords,
  type Facet,
  percentOf,
  writeDistribution,
} from "../../lib/explanation/distribution.ts";
import type { Answer } from "../../lib/studio/answers/answers-slice.ts";
import type { Repeated } from "../../lib/studio/answers/repeat.ts";
import { useActions, useRunCommand } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./runs-view.module.css";

export function RunsView({ answer, repeated }: { readonly answer: Answer; readonly repeated: Repeated }) {
  const { distribution, wanted, endedEarly } = repeated;
  const { announce } = useActions();
  const run = useRunCommand();
  const isWorking = answer.state === "working";
  const copy = (): void => {
    void navigator.clipboard.writeText(writeDistribution(distribution)).then(() => announce("Copied."));
  };
  return (
    <section className={styles.view} aria-label="Distribution">
      <div className={styles.head}>
        <p className={styles.sentence}>{distributionInWords(distribution)}</p>
        {isWorking ? (
          <Button onClick={() => run(cancelAsk)}>Stop</Button>
        ) : (
          <Button look="quiet" onClick={copy}>
            Copy
          </Button>
        )}
      </div>
      {isWorking && (
        <progress className={styles.progress} max={wanted} value={distribution.runs} aria-label="Asked so far" />
      )}
      {!isWorking && endedEarly !== undefined && (
        <p className={styles.note}>
          {endedEarly} {distribution.runs} of {wanted} are counted.
        </p>
      )}
      {distribution.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <div className={styles.facets}>
        {distribution.facets.map((facet) => (
          <FacetTable
            key={facet.name}
            facet={facet}
            distribution={distribution}
            onShow={facet.name === "Answer" ? answer.id : undefined}
          />
        ))}
      </div>
    </section>
  );
}

interface FacetTableProps {
  readonly facet: Facet;
  readonly distribution: Distribution;
  /** The answer of which each row can be shown. */
  readonly onShow: string | undefined;
}

function FacetTable({ facet: { name, shares }, distribution, onShow }: FacetTableProps) {
  const { showRun } = useActions();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">Times</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => {
          const percent = percentOf(share, distribution);
          return (
            <tr key={share.label}>
              <th scope="row">
                {onShow === undefined ? (
                  <code>{share.label}</code>
                ) : (
                  <Button
                    look="quiet"
                    className={styles.show}
                    title="Show this reply, and why it came"
                    onClick={() => showRun(onShow, share.label)}
                  >
                    <code>{share.label}</code>
                  </Button>
                )}
              </th>
              <td className={styles.number}>{share.count}</td>
              <td className={styles.share}>
                <span className={styles.bar} style={{ width: `${percent}%` }} aria-hidden="true" />
                <span className={styles.percent}>{percent} %</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
