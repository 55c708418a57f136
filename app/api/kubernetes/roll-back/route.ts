/** Puts a ConfigMap back as it was before it was applied. */
import { rollBackRequestSchema } from "../../../../lib/api/kubernetes.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, rollBackRequestSchema, (studio, input) => studio.kubernetes.rollBack(input));
}
