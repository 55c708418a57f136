/** The user's kubeconfig, of one file or several: as with kubectl, the first that has a name wins. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { reasonOf } from "../host/system-words.ts";

/** What the files of a kubeconfig hold, and which could not be read. */
export interface KubeconfigRead {
  readonly files: readonly string[];
  readonly config: KubeConfig;
  readonly problems: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the files that KUBECONFIG names, else `~/.kube/config`. Nothing is run, and no cluster is asked. */
export async function readKubeconfig(environment: Environment = process.env): Promise<KubeconfigRead> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const files = kubeconfigFiles(environment);
  const merged = new KubeConfig();
  merged.loadFromOptions({ clusters: [], users: [], contexts: [], currentContext: "" });
  const problems: string[] = [];
  for (const file of files) {
    const one = new KubeConfig();
    try {
      one.loadFromFile(file, { onInvalidEntry: "filter" });
      addFirst(merged, one);
    } catch (error) {
      problems.push(`${file} cannot be read as a kubeconfig: ${reasonOf(error)}`);
    }
  }
  return { files, config: merged, problems };
}

/** The files that there are; kubectl passes over those of KUBECONFIG that are not. */
function kubeconfigFiles({ KUBECONFIG = "", HOME = homedir() }: Environment): readonly string[] {
  const named = KUBECONFIG.split(delimiter).filter((file) => file !== "");
  return (named.length > 0 ? named : [join(HOME, ".kube", "config")]).filter((file) => existsSync(file));
}

function addFirst(to: KubeConfig, from: KubeConfig): void {
  for (const cluster of from.clusters) if (to.getCluster(cluster.name) === null) to.addCluster(cluster);
  for (const user of from.users) if (to.getUser(user.name) === null) to.addUser(user);
  for (const context of from.contexts) if (to.getContextObject(context.name) === null) to.addContext(context);
  if (to.currentContext === "") to.setCurrentContext(from.currentContext);
}
