/** Why a query that the engine served was answered as it was. */
import { observedQuerySchema } from "../../../../lib/api/events.ts";
import { replyToQuery } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return replyToQuery(request, observedQuerySchema, (studio, { query }, window) => studio.explanation(query, window));
}
