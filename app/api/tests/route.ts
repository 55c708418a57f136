/** Runs the tests of dns-tests.yaml on an engine of their own. */
import { testRunRequestSchema } from "../../../lib/api/tests.ts";
import { replyToBody } from "../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, testRunRequestSchema, (studio, input, window) =>
    studio.runTests(input, { window, signal: request.signal }),
  );
}
