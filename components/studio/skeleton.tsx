/** The outline of the window before the studio is there. */
import styles from "./studio.module.css";

export function Skeleton() {
  return (
    <div className={styles.studio} aria-busy="true">
      <div className={styles.skeletonHeader}>
        <h1 className={styles.brand}>Corefile Studio</h1>
      </div>
      <p className={styles.skeletonBody}>Loading the studio…</p>
    </div>
  );
}
