/** A name as a pod asks for it: who asks, its resolv.conf, every query of its resolver, and what they cost. */

import { resolveAsPod } from "../../lib/commands/as-pod.ts";
import { isTextLive } from "../../lib/studio/engine-slice.ts";
import { resolvedInWords } from "../../lib/studio/pod/pod-words.ts";
import { useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner, Pane } from "../ui/pane.tsx";
import { AttemptsTable } from "./attempts-table.tsx";
import { ClientForm } from "./client-form.tsx";
import { CostView } from "./cost-view.tsx";
import styles from "./pod-pane.module.css";
import { PodQuestion } from "./pod-question.tsx";
import { ResolvConfView } from "./resolv-conf-view.tsx";
import { ResolversTable } from "./resolvers-table.tsx";
import { usePodWorld } from "./use-pod-world.ts";

export function PodPane() {
  usePodWorld();
  return (
    <Pane title="As a pod" pane="pod" hasQuietHeading>
      <NoCluster />
      <div className={styles.view}>
        <div className={styles.given}>
          <ClientForm />
          <ResolvConfView />
        </div>
        <PodQuestion />
        <PodResult />
      </div>
    </Pane>
  );
}

function NoCluster() {
  const hasCluster = useStudio(({ pod }) => pod.world?.hasCluster !== false);
  const failure = useStudio(({ pod }) => pod.worldFailure);
  if (failure !== undefined) {
    return (
      <Banner tone="bad">
        {failure.error}. {failure.help}
      </Banner>
    );
  }
  if (hasCluster) return null;
  return (
    <Banner tone="neutral">
      No Services known: the folder <code>cluster</code> has no manifests. A pod that you describe here can ask all the
      same.
    </Banner>
  );
}

function PodResult() {
  const podRun = useStudio(({ pod }) => pod.run);
  const isOld = useStudio((state) => {
    const reply = state.pod.run?.reply;
    if (reply === undefined) return false;
    return !isTextLive(state) || reply.engine.configuration?.identity !== state.engine.info?.configuration?.identity;
  });
  const run = useRunCommand();
  if (podRun === undefined) {
    return <p className={styles.hint}>Resolve a name to see every query that the pod’s resolver sends, and why.</p>;
  }
  const { state, failure, reply } = podRun;
  if (state === "working") return <p className={styles.hint}>Asking…</p>;
  if (failure !== undefined) {
    return (
      <Banner tone="bad">
        {failure.error}. {failure.help}
      </Banner>
    );
  }
  if (reply === undefined) return null;
  const { outcome } = reply;
  return (
    <>
      {isOld && (
        <Banner tone="warning" action={<Button onClick={() => run(resolveAsPod)}>Repeat</Button>}>
          From an earlier edit.
        </Banner>
      )}
      <p className={outcome?.result.isFound === true ? styles.found : styles.lost}>{resolvedInWords(reply)}</p>
      {outcome?.notes.map((note) => (
        <p key={note} className={styles.hint}>
          {note}
        </p>
      ))}
      {outcome !== undefined && outcome.attempts.length > 0 && <AttemptsTable outcome={outcome} />}
      {outcome?.comparison !== undefined && (
        <>
          <CostView comparison={outcome.comparison} />
          <ResolversTable comparison={outcome.comparison} mine={outcome.resolver} />
        </>
      )}
    </>
  );
}
