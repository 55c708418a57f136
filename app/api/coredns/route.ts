/** The user's own CoreDNS, as far as it is there. */
import { replyTo } from "../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return replyTo(request, (studio, _, window) => studio.window(window).coredns());
}
