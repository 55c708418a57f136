/** A question to the user's own CoreDNS, beside our engine. */
import { askRequestSchema } from "../../../../lib/api/ask.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, askRequestSchema, (studio, input, window) =>
    studio.window(window).askCoredns(input, request.signal),
  );
}
