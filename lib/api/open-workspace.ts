/** Opening another workspace, and taking the one that is open along as a whole. */
import { z } from "zod";
import { draftsSchema } from "./check.ts";
import { sharedFileSchema, sharedWorkspaceSchema } from "./shared-workspace.ts";
import { workspacePathSchema } from "./workspace.ts";

const folderNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/**
 * `POST /api/workspace/open`: the folder that the studio was started with, the sample, an example, one that came by a link
 * or a file, the user's own copy of the one that is open, such a copy again, or another Corefile.
 */
export const openRequestSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("home") }),
  z.object({ kind: z.literal("sample") }),
  z.object({ kind: z.literal("example"), name: folderNameSchema }),
  z.object({ kind: z.literal("shared"), workspace: sharedWorkspaceSchema }),
  z.object({ kind: z.literal("own-copy") }),
  z.object({ kind: z.literal("copy"), name: folderNameSchema }),
  z.object({ kind: z.literal("corefile"), path: workspacePathSchema }),
]);
export type OpenRequest = z.infer<typeof openRequestSchema>;

/** `POST /api/workspace/pack`: the files of the workspace in one piece, with unsaved texts in the place of those on the disk. */
export const packRequestSchema = z.object({
  drafts: draftsSchema.default({}),
  /** `needed`: the Corefile and what belongs to it. `all`: every file of the folder. */
  scope: z.enum(["needed", "all"]).default("needed"),
});
export type PackRequest = z.input<typeof packRequestSchema>;

export const packReplySchema = z.object({
  files: z.array(sharedFileSchema),
  /** Files that should be among them and are not, with a sentence why. */
  left: z.array(z.object({ path: z.string(), because: z.string() })),
  /** Paths of the folder's other files. */
  others: z.array(z.string()),
});
export type PackReply = z.infer<typeof packReplySchema>;
