/** Two configurations of the workspace asked the same questions. */
import { compareRequestSchema } from "../../../lib/api/behaviour-diff.ts";
import { replyToBody } from "../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, compareRequestSchema, (studio, input, window) =>
    studio.compare(input, window, request.signal),
  );
}
