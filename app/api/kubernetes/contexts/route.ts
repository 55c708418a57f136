/** The contexts of the user's kubeconfig. */
import { replyTo } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return replyTo(request, (studio) => studio.kubernetes.contexts());
}
