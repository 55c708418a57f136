/** A question to other texts than those that serve: what the reply would be. */
import { whatIfRequestSchema } from "../../../../lib/api/what-if.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, whatIfRequestSchema, (studio, input, window) =>
    studio.window(window).whatIf(input, request.signal),
  );
}
