/** A save point: all texts of a workspace as they were at one moment, as the browser keeps them. */
import { z } from "zod";
import { workspacePathSchema } from "../../api/workspace.ts";

/** What it was made at. */
const occasionSchema = z.enum(["hand", "ask", "import", "apply", "back"]);
export type Occasion = z.infer<typeof occasionSchema>;

/** What is told of each in a list. */
export const savePointHeadSchema = z.object({
  format: z.literal(1),
  id: z.string().min(1),
  /** The folder's path on the disk. */
  folder: z.string(),
  occasion: occasionSchema,
  /** Empty unless the user gave it one. */
  name: z.string().max(100),
  /** Milliseconds since the Unix epoch. */
  atMs: z.number(),
  /** Characters of all texts. */
  size: z.int().nonnegative(),
});
export type SavePointHead = Readonly<z.infer<typeof savePointHeadSchema>>;

/** Texts by path. */
export const savePointTextsSchema = z.record(workspacePathSchema, z.string());
export type SavePointTexts = Readonly<z.infer<typeof savePointTextsSchema>>;

export interface SavePoint extends SavePointHead {
  readonly texts: SavePointTexts;
}

const WORDS: Readonly<Record<Occasion, string>> = {
  hand: "Saved by hand",
  ask: "A question was asked",
  import: "Before an import",
  apply: "Applied",
  back: "Before going back",
};

/** Its name, or what it was made at. */
export function savePointTitle({ name, occasion }: SavePointHead): string {
  return name === "" ? WORDS[occasion] : name;
}

/** A folder has so many at most. */
export const MAX_SAVE_POINTS = 100;
/** And so many characters in all of them. */
const MAX_SAVED_CHARACTERS = 32_000_000;

/**
 * Which ones have to go, so that the others fit: the oldest that were made by themselves first, then the oldest without a
 * name. Those with a name stay, and so does the newest.
 */
export function surplus(heads: readonly SavePointHead[]): readonly string[] {
  const newestFirst = [...heads].sort((a, b) => b.atMs - a.atMs);
  let count = heads.length;
  let size = heads.reduce((sum, head) => sum + head.size, 0);
  const mayGo = newestFirst.slice(1).reverse();
  const inOrder = [
    ...mayGo.filter(({ occasion, name }) => name === "" && occasion !== "hand"),
    ...mayGo.filter(({ occasion, name }) => name === "" && occasion === "hand"),
  ];
  const gone: string[] = [];
  for (const head of inOrder) {
    if (count <= MAX_SAVE_POINTS && size <= MAX_SAVED_CHARACTERS) break;
    gone.push(head.id);
    count -= 1;
    size -= head.size;
  }
  return gone;
}

/** How the texts of two moments differ: paths with both texts, undefined where there is no such file. */
export function differingTexts(
  from: SavePointTexts,
  to: SavePointTexts,
): readonly { readonly path: string; readonly from: string | undefined; readonly to: string | undefined }[] {
  const paths = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return paths.filter((path) => from[path] !== to[path]).map((path) => ({ path, from: from[path], to: to[path] }));
}
