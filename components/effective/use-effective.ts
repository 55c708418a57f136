/** The effective Corefile of the texts as they stand; of the last ones that CoreDNS would read, where it refuses these. */
import { useEffect, useState } from "react";
import { type EffectiveCorefile, getEffectiveCorefile, type OriginLine } from "../../lib/language/effective.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { useSettledWorkspace } from "../chain-diagram/use-settled-workspace.ts";
import { useStudioStore } from "../studio/store-context.tsx";
import { createWorkspaceReader } from "../studio/workspace-reader.ts";

export interface Effective {
  /** Undefined until something was read. */
  readonly lines: readonly OriginLine[] | undefined;
  readonly hasImports: boolean;
  readonly hasVariables: boolean;
  /** Why the lines are those of an earlier text. */
  readonly problem: Problem | undefined;
  /** Whether the Corefile was looked at. */
  readonly isLookedAt: boolean;
}

const NOTHING: Effective = {
  lines: undefined,
  hasImports: false,
  hasVariables: false,
  problem: undefined,
  isLookedAt: false,
};

export function useEffective(): Effective {
  const store = useStudioStore();
  const workspace = useSettledWorkspace();
  const { folder } = workspace.info ?? {};
  const [reader] = useState(() => createWorkspaceReader(store));
  const [known, setKnown] = useState({ folder, effective: NOTHING });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader looks at the workspace that the store has.
  useEffect(() => {
    let isGone = false;
    void reader.whenRead(getEffectiveCorefile).then((read) => {
      if (isGone) return;
      setKnown((before) => {
        const last = before.folder === folder ? before.effective : NOTHING;
        return { folder, effective: next(last, read) };
      });
    });
    return () => {
      isGone = true;
    };
  }, [reader, workspace, folder]);
  return known.folder === folder ? known.effective : NOTHING;
}

function next(last: Effective, read: EffectiveCorefile | undefined): Effective {
  if (read === undefined) return { ...NOTHING, isLookedAt: true };
  if (read.kind === "refused") return { ...last, problem: read.problem, isLookedAt: true };
  const { lines, hasImports, hasVariables } = read;
  return { lines, hasImports, hasVariables, problem: undefined, isLookedAt: true };
}
