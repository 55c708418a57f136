/** The Corefile and the files that it names as ConfigMaps and manifests. */
import { exportRequestSchema } from "../../../../lib/api/kubernetes.ts";
import { replyToBody } from "../../_lib/reply.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return replyToBody(request, exportRequestSchema, (studio, { drafts }) => studio.exportManifests(drafts));
}
