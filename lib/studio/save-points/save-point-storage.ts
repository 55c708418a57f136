/** Where save points are kept: the port, and a keeping that lasts as long as the page. */
import { type SavePoint, type SavePointHead, type SavePointTexts, surplus } from "./save-point.ts";

/** Save points of all folders and windows. Methods reject when the storage fails or is full. */
export interface SavePointStorage {
  /** An ID that nobody else makes. */
  newId(): string;
  /** Those of a folder, the newest first. */
  ofFolder(folder: string): Promise<readonly SavePointHead[]>;
  /** Undefined when it is gone. */
  textsOf(id: string): Promise<SavePointTexts | undefined>;
  /** Adds one and removes what is too much in its folder, in one step, whatever other windows do. */
  add(point: SavePoint): Promise<void>;
  /** Changes what is told of one; nothing when it is gone. */
  change(id: string, fields: Pick<SavePointHead, "name" | "occasion">): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Save points that last as long as the page does. */
export function savePointsInMemory(): SavePointStorage {
  const kept = new Map<string, SavePoint>();
  let made = 0;
  const ofFolder = (folder: string): readonly SavePoint[] =>
    [...kept.values()].filter((point) => point.folder === folder).sort((a, b) => b.atMs - a.atMs);
  return {
    newId() {
      made += 1;
      return `save point ${made}`;
    },
    ofFolder: async (folder) => ofFolder(folder).map(({ texts: _, ...head }) => head),
    textsOf: async (id) => kept.get(id)?.texts,
    async add(point) {
      kept.set(point.id, point);
      for (const id of surplus(ofFolder(point.folder))) kept.delete(id);
    },
    async change(id, fields) {
      const point = kept.get(id);
      if (point !== undefined) kept.set(id, { ...point, ...fields });
    },
    async remove(id) {
      kept.delete(id);
    },
  };
}
