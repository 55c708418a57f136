/** Restarts or stops the engine, cancels a question, or takes the Corefile's own ports. */
import { controlRequestSchema } from "../../../../lib/api/engine.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, controlRequestSchema, (studio, input, window) => studio.control(input, window));
}
