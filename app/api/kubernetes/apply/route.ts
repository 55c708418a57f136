/** Writes a ConfigMap over the version that was seen. */
import { clusterApplyRequestSchema } from "../../../../lib/api/kubernetes.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, clusterApplyRequestSchema, (studio, input) =>
    studio.kubernetes.apply(input, request.signal),
  );
}
