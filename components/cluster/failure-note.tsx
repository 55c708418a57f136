/** What a cluster, or the way to it, said no to; and what to do about it. */
import type { Failure } from "../../lib/api/failure.ts";
import styles from "./exchange.module.css";

export function FailureNote({ failure }: { readonly failure: Failure | undefined }) {
  if (failure === undefined) return null;
  return (
    <div role="alert">
      <p className={styles.bad}>{failure.error}</p>
      <p className={styles.note}>{failure.help}</p>
    </div>
  );
}
