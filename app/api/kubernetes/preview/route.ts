/** Shows what a change of a ConfigMap would do in a cluster; nothing is changed. */
import { previewRequestSchema } from "../../../../lib/api/kubernetes.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, previewRequestSchema, (studio, input) =>
    studio.kubernetes.preview(input, request.signal),
  );
}
