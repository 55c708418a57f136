/** Makes a configuration live. */
import { applyRequestSchema } from "../../../../lib/api/check.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, applyRequestSchema, (studio, input, window) => studio.window(window).apply(input));
}
