/** Checking a configuration, and making it live. Both take the editor's unsaved texts over what is on the disk. */
import { z } from "zod";
import { engineInfoSchema } from "./engine.ts";
import { problemSchema } from "./problem.ts";
import { fileTextSchema, workspacePathSchema } from "./workspace.ts";

/** Unsaved texts by path; they stand in for the files of the folder. */
export const draftsSchema = z
  .record(workspacePathSchema, fileTextSchema)
  .refine((drafts) => Object.keys(drafts).length <= 200, { error: "at most 200 unsaved files" });
export type Drafts = z.infer<typeof draftsSchema>;

/** `POST /api/check`: problems only, the engine is left alone. */
export const checkRequestSchema = z.object({
  drafts: draftsSchema.default({}),
  /** The file to read as the Corefile, when not the workspace's own. */
  corefile: workspacePathSchema.optional(),
});
/** Problems in the order in which CoreDNS would meet them: the first error is the one it ends with. */
export const checkReplySchema = z.object({
  problems: z.array(problemSchema),
  /** The identity that the configuration has when it serves; advice has none. */
  configuration: z.string().optional(),
  tookMs: z.number(),
});
export type CheckReply = z.infer<typeof checkReplySchema>;

/**
 * `POST /api/engine/apply`: check, and when there is no error swap the configuration in without losing a query.
 * With errors the last good configuration keeps serving and `applied` is false.
 */
export const applyRequestSchema = z.object({ drafts: draftsSchema.default({}) });
export const applyReplySchema = z.object({
  applied: z.boolean(),
  /** The identity of what was to be applied. */
  configuration: z.string().optional(),
  problems: z.array(problemSchema),
  engine: engineInfoSchema,
  tookMs: z.number(),
});
export type ApplyReply = z.infer<typeof applyReplySchema>;
