/** Reads which pods there are, and what the one that asks is given, whenever the folder or the choice has settled. */
import { useEffect } from "react";
import { clientOf } from "../../lib/studio/pod/custom-pod.ts";
import { useSettled } from "../query-console/use-settled.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";

const SETTLED_AFTER_MS = 250;

export function usePodWorld(): void {
  const version = useStudio(({ workspace }) => workspace.version);
  const revision = useStudio(({ workspace }) => workspace.info?.revision);
  const client = useStudio(({ pod }) => JSON.stringify(clientOf(pod)));
  const settled = useSettled(`${version} ${revision} ${client}`, SETTLED_AFTER_MS);
  const { loadPod } = useActions();
  useEffect(() => {
    if (settled !== "") void loadPod();
  }, [settled, loadPod]);
}
