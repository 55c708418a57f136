/** Questions of a log put to the engine, many at a time: only their codes come back. */
import { z } from "zod";

/** How many questions go with one request. */
export const MOST_ASKED_AT_ONCE = 100;

const askedQuestionSchema = z.object({
  name: z.string().max(4096),
  type: z.string().max(256),
  class: z.string().max(256).optional(),
  from: z.string().max(256).optional(),
  via: z.enum(["udp", "tcp"]).optional(),
  do: z.boolean().optional(),
});

/** `POST /api/ask/again`. */
export const askAgainRequestSchema = z.object({ questions: z.array(askedQuestionSchema).max(MOST_ASKED_AT_ONCE) });
export type AskAgainRequest = z.infer<typeof askAgainRequestSchema>;

/** Answers in the order of the questions. */
export const askAgainReplySchema = z.object({
  answers: z.array(
    z.object({
      /** The code of the reply, `-` where none came; missing when it could not be asked. */
      code: z.string().optional(),
      /** Why it could not be asked. */
      error: z.string().optional(),
    }),
  ),
});
export type AskAgainReply = z.infer<typeof askAgainReplySchema>;
