/** What the engine holds and asks now, and what is made to happen to it. */
import { conditionsRequestSchema } from "../../../../lib/api/conditions.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, conditionsRequestSchema, (studio, input, window) =>
    studio.window(window).engine.impose(input),
  );
}
