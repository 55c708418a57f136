/** The workspace on the wire: the folder that is open, its files, and what may be done to them. */
import { z } from "zod";

/** The largest text that may be read or written through the API, in UTF-8 bytes; larger files are listed only. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

const MAX_PATH_LENGTH = 512;

/**
 * A path inside the workspace: relative, `/` between names, no `.` or `..`, nothing empty, at most 512 characters.
 * The server checks again where the path leads once links are resolved.
 */
export const workspacePathSchema = z
  .string()
  .min(1)
  .max(MAX_PATH_LENGTH)
  .refine(isWorkspacePath, { error: "a path inside the workspace, such as zones/db.example.org" });

/** Whether a path has the form of one inside the workspace. */
export function isWorkspacePath(path: string): boolean {
  if (path.length > MAX_PATH_LENGTH || path.includes("\0") || path.includes("\\")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && part.length <= 255);
}

/** A text as the editor has it. */
export const fileTextSchema = z.string().max(MAX_FILE_BYTES);

/** One file of the listing. `revision` changes whenever the contents do. */
const workspaceFileSchema = z.object({
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  modifiedMs: z.number(),
  /** False for binary or too large files: they are listed, not opened. */
  isText: z.boolean(),
});
export type WorkspaceFile = z.infer<typeof workspaceFileSchema>;

/** `GET /api/workspace`: what is open. */
export const workspaceSchema = z.object({
  /** The folder's own name, for the header. */
  name: z.string(),
  /** The folder's path, for people. */
  folder: z.string(),
  origin: z.enum(["folder", "sample", "example", "shared", "copy"]),
  /** True when its files are not changed: it came by a link or a file. */
  isReadOnly: z.boolean().optional(),
  /** True when the studio was started on a folder, to which one can go back. */
  hasHome: z.boolean().optional(),
  /** Which file is the Corefile; the file itself may be missing. */
  corefile: z.string(),
  /** Goes up with every change in the folder, whoever made it. */
  revision: z.int().nonnegative(),
  files: z.array(workspaceFileSchema),
  /** True when the folder itself is no longer on the disk. */
  isGone: z.boolean().optional(),
  /** True when the folder has more files than are listed. */
  isTruncated: z.boolean(),
  /** The variables of the studio's own environment that the user lets a Corefile see; studio.yaml may give others. */
  environment: z.record(z.string(), z.string()),
});
export type Workspace = z.infer<typeof workspaceSchema>;

/** `GET /api/workspace/file?path=`: one file's text. */
export const fileReplySchema = z.object({
  path: z.string(),
  text: z.string(),
  /** A hash of the contents: send it back as `baseRevision` when writing. */
  revision: z.string(),
});
export type FileReply = z.infer<typeof fileReplySchema>;

/** The folder that a change is meant for; 410 when another one is open by now. */
const folderSchema = z.string().max(4096).optional();

/** `PUT /api/workspace/file`: writes a file, making folders on the way. 409 when the disk has another `baseRevision`. */
export const writeFileRequestSchema = z.object({
  path: workspacePathSchema,
  text: fileTextSchema,
  /** The revision that the text started from; `null` when the file must not exist yet. */
  baseRevision: z.string().max(128).nullable(),
  folder: folderSchema,
});
export type WriteFileRequest = z.infer<typeof writeFileRequestSchema>;

/** What a write, rename or delete gives. */
export const changedReplySchema = z.object({
  /** The written file's revision; missing after a delete. */
  revision: z.string().optional(),
  workspace: workspaceSchema,
});
export type ChangedReply = z.infer<typeof changedReplySchema>;

/** `POST /api/workspace/rename`. The target must not exist. Renaming the Corefile keeps it the Corefile. */
export const renameRequestSchema = z.object({
  from: workspacePathSchema,
  to: workspacePathSchema,
  folder: folderSchema,
});
export type RenameRequest = z.infer<typeof renameRequestSchema>;

/** `GET /api/workspace/file?path=`. */
export const pathQuerySchema = z.object({ path: workspacePathSchema });

/** `DELETE /api/workspace/file?path=&folder=`. */
export const deleteQuerySchema = z.object({ path: workspacePathSchema, folder: folderSchema });
export type DeleteRequest = z.infer<typeof deleteQuerySchema>;

/** `GET /api/examples`: the examples that ship with the studio (`examples/gallery/NAME/`), and the user's own copies. */
export const examplesReplySchema = z.object({
  examples: z.array(z.object({ name: z.string(), title: z.string(), story: z.string() })),
  /** Names of the copies that the user made of what came by links and files. */
  copies: z.array(z.string()),
});
export type ExamplesReply = z.infer<typeof examplesReplySchema>;
