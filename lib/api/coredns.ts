/** The user's own CoreDNS: whether there is one, and a question to it beside our engine. */
import { z } from "zod";
import { askReplySchema } from "./ask.ts";
import { problemSchema } from "./problem.ts";

/** `GET /api/coredns`: the program that would be asked, or why there is none and how to set one. */
export const corednsProgramSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("binary"), path: z.string(), release: z.string() }),
  z.object({ kind: z.literal("none"), path: z.string(), reason: z.string(), help: z.string() }),
]);
export type CorednsProgram = z.infer<typeof corednsProgramSchema>;

/** What our engine gave to the same question, started for it alone as the program was. */
const builtInSchema = z.object({
  received: askReplySchema.shape.received,
  answeredBy: z.string().optional(),
});

/** What goes with a reply of the program. */
export const besideSchema = z.object({
  release: z.string(),
  /** Missing when the built-in engine could not be asked; `because` says why. */
  builtIn: builtInSchema.optional(),
  because: z.string().optional(),
  /** Why there is no explanation where none came. */
  notTold: z.string(),
  /** What it was given in another way than it stands in the Corefile. */
  remarks: z.array(problemSchema),
  /** The lines that it printed, the first ones. */
  printed: z.array(z.string()),
});
export type BesideBuiltIn = z.infer<typeof besideSchema>;

/** `POST /api/coredns/ask`: the reply of the program, or the words with which it does not start. */
export const corednsReplySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("asked"), reply: askReplySchema, beside: besideSchema }),
  z.object({ kind: z.literal("refused"), release: z.string(), problems: z.array(problemSchema) }),
]);
export type CorednsReply = z.infer<typeof corednsReplySchema>;
