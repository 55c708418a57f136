/** Every query that the resolver sent, in order; each opens its own explanation. */
import type { PodAttemptReply, PodOutcome } from "../../lib/api/pod.ts";
import { nextInWords, outcomeTone, writeMs } from "../../lib/studio/pod/pod-words.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import { DomainName } from "../ui/domain-name.tsx";
import styles from "./attempts-table.module.css";

export function AttemptsTable({ outcome }: { readonly outcome: PodOutcome }) {
  const opened = useStudio(({ pod }) => pod.openedAttempt);
  const { attempts, resolver } = outcome;
  const numbered = attempts.map((attempt, index) => ({ attempt, index }));
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Queries of the resolver</caption>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">Asked</th>
          <th scope="col">Type</th>
          <th scope="col" className={styles.block}>
            Block
          </th>
          <th scope="col">Answered by</th>
          <th scope="col">Reply</th>
          <th scope="col" className={styles.number}>
            Took
          </th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {numbered.map(({ attempt, index }) => (
          <Row
            key={index}
            attempt={attempt}
            index={index}
            isOpen={opened === index}
            next={nextInWords(attempt, resolver)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly attempt: PodAttemptReply;
  readonly index: number;
  readonly isOpen: boolean;
  readonly next: string;
}

function Row({ attempt, index, isOpen, next }: RowProps) {
  const { openAttempt, showDrawerTab, showPhoneTab } = useActions();
  const { name, type, block, answeredBy, outcome, tookMs, why, nextBecause, detail, values } = attempt;
  const open = (): void => {
    openAttempt(index);
    showDrawerTab("answer");
    showPhoneTab("why");
  };
  return (
    <tr className={classNames(isOpen && styles.open)} aria-current={isOpen || undefined}>
      <td className={styles.faint}>{index + 1}</td>
      <td className={styles.asked}>
        {detail === undefined ? (
          <DomainName name={name} />
        ) : (
          <button type="button" className={styles.name} title={`Why query ${index + 1} was answered so`} onClick={open}>
            <DomainName name={name} />
          </button>
        )}
        <span className={styles.why}>{why}</span>
      </td>
      <td className={styles.type}>{type}</td>
      <td className={styles.block}>{block}</td>
      <td>{answeredBy ?? "–"}</td>
      <td>
        <Badge tone={outcomeTone(attempt)}>{outcome}</Badge>
        {values.length > 0 && <span className={styles.values}>{values.join(", ")}</span>}
      </td>
      <td className={classNames(styles.number, styles.faint)}>{writeMs(tookMs)}</td>
      <td className={styles.next} title={nextBecause}>
        {next}
        {attempt.next === "stops" && nextBecause !== "" && <span className={styles.why}>{nextBecause}</span>}
      </td>
    </tr>
  );
}
