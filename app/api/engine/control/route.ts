/** Restarts or stops the engine, or cancels a question. */
import { controlRequestSchema } from "../../../../lib/api/engine.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, controlRequestSchema, (studio, input) => studio.control(input));
}
