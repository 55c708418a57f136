/** How far the pods of CoreDNS are in taking up a ConfigMap. */
import { reloadRequestSchema } from "../../../../lib/api/kubernetes.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, reloadRequestSchema, (studio, input) => studio.kubernetes.reload(input, request.signal));
}
