/** Reads CoreDNS's configuration, and a snapshot, from a cluster of the user's. */
import { clusterImportRequestSchema } from "../../../../lib/api/kubernetes.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, clusterImportRequestSchema, (studio, input) =>
    studio.kubernetes.import(input, request.signal),
  );
}
