/** Which clusters the user's kubeconfig knows: names to choose from. */
import type { ContextsReply } from "../../lib/api/kubernetes.ts";
import { readKubeconfig } from "./kubeconfig.ts";

const NONE = "There is no kubeconfig: neither the files that KUBECONFIG names, nor ~/.kube/config.";

/** The contexts of the kubeconfig that kubectl would read. Never throws; what cannot be read is told. */
export async function listContexts(environment?: Readonly<Record<string, string | undefined>>): Promise<ContextsReply> {
  const { files, config, problems } = await readKubeconfig(environment);
  const contexts = config.contexts.map(({ name, cluster, namespace, user }) => {
    const server = config.getCluster(cluster)?.server;
    return {
      name,
      cluster,
      ...(server === undefined ? {} : { server }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(user === undefined || user === "" ? {} : { user }),
    };
  });
  const current = config.currentContext;
  return {
    files: [...files],
    contexts,
    ...(contexts.some(({ name }) => name === current) ? { current } : {}),
    problems: files.length === 0 ? [NONE] : [...problems],
  };
}
