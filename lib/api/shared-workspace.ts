/** A whole workspace in one piece, as a link, a zip file or a save point has it; what comes from others is bounded. */
import { z } from "zod";
import { readBase64 } from "../text/base.ts";
import { ASK_TRANSPORTS } from "./ask-transport.ts";
import { fileTextSchema, MAX_FILE_BYTES, workspacePathSchema } from "./workspace.ts";

/** So many files at most. */
export const MAX_SHARED_FILES = 200;
/** All texts together, in characters, with octets in Base64. */
export const MAX_SHARED_CHARACTERS = 8 * 1024 * 1024;

/** A text, or the octets of what is no UTF-8. */
export const sharedFileSchema = z.union([
  z.strictObject({ path: workspacePathSchema, text: fileTextSchema }),
  z.strictObject({
    path: workspacePathSchema,
    /** In Base64. */
    octets: z
      .string()
      .max(2 * MAX_FILE_BYTES)
      .refine((octets) => readBase64(octets) !== undefined),
  }),
]);
export type SharedFile = Readonly<z.infer<typeof sharedFileSchema>>;

/** The question that goes along; what is left out is as usual. */
const sharedQuestionSchema = z.strictObject({
  name: z.string().max(1024),
  type: z.string().max(20),
  class: z.string().max(20).optional(),
  transport: z.enum(ASK_TRANSPORTS).optional(),
  /** Null: without an OPT record. */
  ednsSize: z.int().min(0).max(65_535).nullable().optional(),
  dnssecOk: z.boolean().optional(),
  clientAddress: z.string().max(64).optional(),
});
export type SharedQuestion = Readonly<z.infer<typeof sharedQuestionSchema>>;

export const sharedWorkspaceSchema = z
  .strictObject({
    /** What people call it. */
    name: z.string().min(1).max(100),
    /** Which of the files is the Corefile. */
    corefile: workspacePathSchema,
    files: z.array(sharedFileSchema).min(1).max(MAX_SHARED_FILES),
    question: sharedQuestionSchema.optional(),
  })
  .refine(({ files }) => files.reduce((sum, file) => sum + contentOf(file).length, 0) <= MAX_SHARED_CHARACTERS, {
    error: "at most 8 MiB",
  })
  .refine(({ files, corefile }) => files.some(({ path }) => path === corefile), {
    error: "a workspace with a Corefile",
  })
  .refine(({ files }) => clashIn(files.map(({ path }) => path)) === undefined, { error: "one file for each path" });
export type SharedWorkspace = Readonly<z.infer<typeof sharedWorkspaceSchema>>;

/** Text or Base64, whichever it is. */
export function contentOf(file: SharedFile): string {
  return "text" in file ? file.text : file.octets;
}

/** The first path that is there twice on some file system, or that would be a file and a folder. */
export function clashIn(paths: readonly string[]): string | undefined {
  const taken = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const parts = path.normalize("NFC").toUpperCase().toLowerCase().split("/");
    const own = parts.join("/");
    if (taken.has(own) || folders.has(own)) return path;
    taken.add(own);
    for (let end = 1; end < parts.length; end++) {
      const folder = parts.slice(0, end).join("/");
      if (taken.has(folder)) return path;
      folders.add(folder);
    }
  }
  return undefined;
}
