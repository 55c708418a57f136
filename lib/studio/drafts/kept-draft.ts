/** A text that is not on the disk, as the browser keeps it; what is read back is parsed, never trusted. */
import { z } from "zod";
import { workspacePathSchema } from "../../api/workspace.ts";

export const keptDraftSchema = z.object({
  format: z.literal(1),
  id: z.string().min(1),
  /** The window that writes it; empty when it is nobody's and offered to whoever opens the folder. */
  window: z.string(),
  /** The folder's path on the disk. */
  folder: z.string(),
  path: workspacePathSchema,
  /** Of any length: what is too long to be saved must not be lost for that. */
  text: z.string(),
  /** The disk's revision that it was made from; null when the file was not on the disk. */
  base: z.string().nullable(),
  /** When it was last typed in, in milliseconds since the Unix epoch. */
  atMs: z.number(),
});
export type KeptDraft = Readonly<z.infer<typeof keptDraftSchema>>;

/** A text with the disk's revision that it was made from. */
export interface UnsavedText {
  readonly text: string;
  readonly base: string | null;
}

/** When a draft was made, for people: the time, and the day when it is not today. */
export function draftTime(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === new Date(nowMs).toDateString()) return time;
  return `${at.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, ${time}`;
}
