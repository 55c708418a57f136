/** Questions of a log to the engine, many at a time. */
import { askAgainRequestSchema } from "../../../../lib/api/ask-again.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, askAgainRequestSchema, (studio, input, window) =>
    studio.window(window).askAgain(input, request.signal),
  );
}
