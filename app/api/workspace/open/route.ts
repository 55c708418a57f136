/** Opening another workspace, or choosing which file is the Corefile. */
import { openRequestSchema } from "../../../../lib/api/open-workspace.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, openRequestSchema, (studio, input) => studio.open(input));
}
