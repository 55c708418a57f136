/** Renaming a file. */
import { renameRequestSchema } from "../../../../lib/api/workspace.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, renameRequestSchema, (studio, input) => studio.renameFile(input));
}
