/** Clusters on the wire: the contexts of the user's kubeconfig. */
import { z } from "zod";

/** A context of a kubeconfig, as people choose it. */
const kubeContextSchema = z.object({
  name: z.string(),
  cluster: z.string(),
  /** The API server's URL; missing when the kubeconfig does not have the cluster. */
  server: z.string().optional(),
  namespace: z.string().optional(),
  user: z.string().optional(),
});

/** `GET /api/kubernetes/contexts`: read from files; no cluster is asked. */
export const contextsReplySchema = z.object({
  /** The files that were read: those of KUBECONFIG, or ~/.kube/config. */
  files: z.array(z.string()),
  contexts: z.array(kubeContextSchema),
  /** The name of kubectl's current context; the studio never takes it by itself. */
  current: z.string().optional(),
  /** Why there is none, or why not all could be read, in one sentence each. */
  problems: z.array(z.string()),
});
export type ContextsReply = z.infer<typeof contextsReplySchema>;
