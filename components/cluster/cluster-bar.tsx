/** The bar above a Corefile that wants a cluster and has none: manifests that stand for one, or one of the user's own. */
import { connectCluster, useModelCluster as modelCluster } from "../../lib/commands/cluster.ts";
import { missingCluster, NEEDS_CLUSTER } from "../../lib/studio/cluster.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner } from "../ui/pane.tsx";
import styles from "./cluster.module.css";

export function ClusterBar() {
  const problem = useStudio(missingCluster);
  const { revealPlace } = useActions();
  const run = useRunCommand();
  if (problem === undefined) return null;
  const { range, fixes = [] } = problem;
  return (
    <div role="status" aria-label="Cluster">
      <Banner
        tone="warning"
        action={
          <span className={styles.decisions}>
            {fixes.length > 0 && (
              <Button look="primary" onClick={() => run(modelCluster)}>
                Use a model cluster
              </Button>
            )}
            <Button onClick={() => run(connectCluster)}>Connect…</Button>
          </span>
        }
      >
        {NEEDS_CLUSTER}{" "}
        <button type="button" className={styles.place} onClick={() => void revealPlace(range, { focus: true })}>
          Line {range.start.line}
        </button>
      </Banner>
    </div>
  );
}
