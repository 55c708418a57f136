/** What the resolution costs, and what would be otherwise. */
import type { PodComparison } from "../../lib/api/pod.ts";
import { costInWords, LESS_DOTS_CONFIG, queriesInWords } from "../../lib/studio/pod/pod-words.ts";
import { useStudioPage } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./cost-view.module.css";

export function CostView({ comparison }: { readonly comparison: PodComparison }) {
  const page = useStudioPage();
  const { whatIfs, breaks } = comparison;
  return (
    <section className={styles.view} aria-label="Cost">
      <p>
        <strong>Cost:</strong> {costInWords(comparison)}.
      </p>
      {whatIfs.length > 0 && (
        <ul className={styles.whatIfs}>
          {whatIfs.map(({ label, queries, isFound, note }) => (
            <li key={label}>
              <span className={styles.label}>{label}</span> {queriesInWords(queries)}
              {!isFound && <span className={styles.bad}>, not found</span>}
              {note !== "" && <span className={styles.note}>: {note}</span>}
            </li>
          ))}
        </ul>
      )}
      {breaks !== undefined && (
        <div className={styles.breaks}>
          <p>{breaks}</p>
          <Button onClick={() => page.copy(LESS_DOTS_CONFIG)}>Copy dnsConfig</Button>
        </div>
      )}
    </section>
  );
}
