/** What the API may ask of the user's own clusters. Nothing is asked of a cluster but when the user says which. */
import type { ContextsReply } from "../../lib/api/kubernetes.ts";
import { listContexts } from "../kubernetes/contexts.ts";

export class KubernetesControl {
  /** The contexts to choose from. */
  contexts(): Promise<ContextsReply> {
    return listContexts();
  }
}
