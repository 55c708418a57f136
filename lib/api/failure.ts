/** What a route replies when it cannot do what was asked: any status of 400 and above has this body. */
import { z } from "zod";

export const failureSchema = z.object({
  /** What went wrong, in one sentence. */
  error: z.string(),
  /** What to do about it. */
  help: z.string(),
  /** The question that was probably meant, when one was asked that is none. */
  meant: z.object({ name: z.string(), type: z.string().optional() }).optional(),
});
export type Failure = z.infer<typeof failureSchema>;
