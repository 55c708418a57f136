/** A name as a pod's resolver asks for it, query by query. */
import { podResolveRequestSchema } from "../../../../lib/api/pod.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, podResolveRequestSchema, (studio, input, window) =>
    studio.window(window).resolveAsPod(input, request.signal),
  );
}
