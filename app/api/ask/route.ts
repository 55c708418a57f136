/** A question to the engine, with its reply and explanation. */
import { askRequestSchema } from "../../../lib/api/ask.ts";
import { replyToBody } from "../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, askRequestSchema, (studio, input, window) =>
    studio.window(window).ask(input, request.signal),
  );
}
