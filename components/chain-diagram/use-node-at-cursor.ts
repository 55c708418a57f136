/** The node of the plugin that the editor's cursor stands in. */
import { useCallback } from "react";
import type { ChainModel } from "../../lib/diagram/chain-model.ts";
import { nodeAt } from "../../lib/diagram/node-at.ts";
import { useCursorValue } from "../corefile-editor/cursor.ts";
import { useStudio } from "../studio/store-context.tsx";

/** Its identity; renders again when it becomes another. */
export function useNodeAtCursor(model: ChainModel): string | undefined {
  const path = useStudio(({ workspace }) => workspace.activePath);
  const select = useCallback(
    ({ line }: { readonly line: number }) => (path === undefined ? undefined : nodeAt(model, path, line)),
    [model, path],
  );
  return useCursorValue(select);
}
