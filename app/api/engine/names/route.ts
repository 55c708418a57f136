/** Names that the engine has an answer for, for whoever types one. */
import { namesQuerySchema } from "../../../../lib/api/engine.ts";
import { replyToQuery } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return replyToQuery(request, namesQuerySchema, (studio, { typed }, window) => studio.names(typed, window));
}
