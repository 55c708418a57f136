/** What a route replies when it cannot do what was asked: any status of 400 and above has this body. */
import { z } from "zod";

export const failureSchema = z.object({
  /** What went wrong, in one sentence. */
  error: z.string(),
  /** What to do about it. */
  help: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;
