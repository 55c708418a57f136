/** What lint has to say about a configuration; the engine is left alone. */
import { checkRequestSchema } from "../../../lib/api/check.ts";
import { replyToBody } from "../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, checkRequestSchema, (studio, input, window) => studio.advise(input, window));
}
