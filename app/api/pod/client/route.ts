/** Which pods may ask, and the resolv.conf of one. */
import { podClientRequestSchema } from "../../../../lib/api/pod.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, podClientRequestSchema, (studio, input, window) => studio.podClient(input, window));
}
