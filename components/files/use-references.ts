/** What names a file, for the dialog that moves it. */
import { useEffect, useState } from "react";
import type { FileMove, MoveEdits } from "../../lib/language/files/move-file.ts";
import type { Range } from "../../lib/text/position.ts";
import { type EditorSlot, useEditorSlot } from "../studio/store-context.tsx";

/** Places as `FILE:LINE`. */
interface References {
  readonly named: readonly string[];
  /** Those that no edit can be right about. */
  readonly left: readonly string[];
  /** The edits that keep them leading to the file; undefined when none are needed. */
  editsFor(to: string): Promise<MoveEdits | undefined>;
}

const place = ({ file, start }: Range): string => `${file}:${start.line}`;

/** "1 place", "2 places". */
export function inPlaces(count: number): string {
  return `${count} ${count === 1 ? "place" : "places"}`;
}

export function useReferences(path: string): References {
  const slot = useEditorSlot();
  const [found, setFound] = useState<Pick<References, "named" | "left">>({ named: [], left: [] });
  useEffect(() => {
    let isGone = false;
    // Under any other name in the same folder only what names the file changes, not what it names.
    void askEdits(slot, { from: path, to: `${path} ` }).then((moved) => {
      if (isGone || moved === undefined) return;
      setFound({ named: moved.edits.map(({ range }) => place(range)), left: moved.left.map(place) });
    });
    return () => {
      isGone = true;
    };
  }, [slot, path]);
  return {
    ...found,
    async editsFor(to) {
      const moved = await askEdits(slot, { from: path, to });
      return moved === undefined || moved.edits.length === 0 ? undefined : moved;
    },
  };
}

/** The language service comes with the editor, in a chunk of its own. */
async function askEdits({ current }: EditorSlot, move: FileMove): Promise<MoveEdits | undefined> {
  const { moveEdits } = await import("../../lib/language/files/move-file.ts");
  return await current?.whenRead((workspace) => moveEdits(workspace, move));
}
