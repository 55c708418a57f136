/** A chain with what lint says of its upstreams. */
import { useMemo, useRef } from "react";
import { upstreamWarnings } from "../../lib/diagram/warnings.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import { useStudio } from "../studio/store-context.tsx";
import type { Chain } from "./use-chain.ts";

type Warnings = ReadonlyMap<string, string>;

/** Stays the same as long as the same is said, however often lint looks. */
export function useWarned(chain: Chain | undefined): Chain | undefined {
  const advice = useStudio(({ problems }) => problems.advice);
  const info = useStudio(({ workspace }) => workspace.info);
  const last = useRef<Warnings>(new Map());
  const warnings = useMemo(() => {
    if (chain === undefined) return last.current;
    const said = advice.map(({ message, range }) => ({
      message,
      range: { ...range, file: workspacePath(range.file, info) },
    }));
    const found = upstreamWarnings(chain.model, said);
    if (!isSame(found, last.current)) last.current = found;
    return last.current;
  }, [chain, advice, info]);
  return useMemo(
    () => (chain === undefined || warnings.size === 0 ? chain : { ...chain, model: { ...chain.model, warnings } }),
    [chain, warnings],
  );
}

function isSame(one: Warnings, other: Warnings): boolean {
  return one.size === other.size && [...one].every(([id, message]) => other.get(id) === message);
}
