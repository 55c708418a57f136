/** Which blocks of the diagram are folded. */
import { useCallback, useState } from "react";

export interface Folding {
  readonly folded: ReadonlySet<string>;
  readonly fold: (id: string, isFolded: boolean) => void;
  readonly setAll: (ids: readonly string[]) => void;
}

export function useFolded(): Folding {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const fold = useCallback(
    (id: string, isFolded: boolean) =>
      setFolded((before) => {
        const after = new Set(before);
        if (isFolded) after.add(id);
        else after.delete(id);
        return after;
      }),
    [],
  );
  const setAll = useCallback((ids: readonly string[]) => setFolded(new Set(ids)), []);
  return { folded, fold, setAll };
}
