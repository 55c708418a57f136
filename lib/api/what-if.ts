/** A question to texts that do not serve: they are started beside what serves, asked once, and ended. */
import { z } from "zod";
import { askReplySchema, askRequestSchema } from "./ask.ts";
import { draftsSchema } from "./check.ts";
import { problemSchema } from "./problem.ts";

/** `POST /api/ask/what-if`. */
export const whatIfRequestSchema = z.object({
  /** All unsaved texts, with what is to be tried among them. */
  drafts: draftsSchema,
  ask: askRequestSchema,
});
export type WhatIfRequest = z.input<typeof whatIfRequestSchema>;
export type CheckedWhatIfRequest = z.output<typeof whatIfRequestSchema>;

/** The reply, or the problems with which CoreDNS would refuse those texts. */
export const whatIfReplySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("asked"), reply: askReplySchema }),
  z.object({ kind: z.literal("refused"), problems: z.array(problemSchema) }),
]);
export type WhatIfReply = z.infer<typeof whatIfReplySchema>;
