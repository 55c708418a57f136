/** The files of the workspace in one piece, to be shared or kept. */
import { packRequestSchema } from "../../../../lib/api/open-workspace.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, packRequestSchema, (studio, input) => studio.pack(input));
}
