/** What happens, as server-sent events. */
import { getEventStream } from "../_lib/engine.ts";
import { guarded } from "../_lib/reply.ts";
import { windowOf } from "../_lib/window.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return guarded(request, async () => {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    return new Response(await getEventStream(windowOf(request), request.signal), { headers });
  });
}
