/** The same question as the three resolvers fare with it. */
import type { PodComparison, PodResolverName } from "../../lib/api/pod.ts";
import { queriesInWords, RESOLVER_TITLES, writeMs } from "../../lib/studio/pod/pod-words.ts";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import styles from "./resolvers-table.module.css";

interface ResolversTableProps {
  readonly comparison: PodComparison;
  /** The resolver that really asked. */
  readonly mine: PodResolverName;
}

export function ResolversTable({ comparison, mine }: ResolversTableProps) {
  return (
    <section className={styles.view} aria-label="Resolvers compared">
      <h3>Resolvers compared</h3>
      <ul>
        {comparison.resolvers.map(({ resolver, isFound, values, error, queries, tookMs, because }) => (
          <li key={resolver} className={styles.row}>
            <span className={classNames(styles.title, resolver === mine && styles.mine)}>
              {RESOLVER_TITLES[resolver]}
            </span>
            <Badge tone={isFound ? "good" : "bad"}>{isFound ? "✔ found" : "✗ error"}</Badge>
            <span className={styles.gets}>{isFound ? values.join(", ") : error}</span>
            <span className={styles.cost}>
              {queriesInWords(queries)}, {writeMs(tookMs)}
            </span>
            {because !== "" && <span className={styles.because}>{because}</span>}
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        Replies that came already count for all three; only names that were not asked for yet were sent. Times are
        counted as each resolver waits.
      </p>
    </section>
  );
}
