/** Manifests that stand for a cluster, where the command line finds them. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { QueryOptions } from "../query-options.ts";
import { isFolder } from "../read-input.ts";

/** The folder of manifests: the given one, else `cluster` beside the Corefile. */
export function clusterFolder({ cluster, corefile }: Pick<QueryOptions, "cluster" | "corefile">): string | undefined {
  if (cluster !== undefined) return cluster;
  const beside = join(workspaceOf(corefile), "cluster");
  return isFolder(beside) ? beside : undefined;
}

/** The folder of a Corefile, which may be named by it. */
export function workspaceOf(corefile: string): string {
  return existsSync(corefile) && isFolder(corefile) ? corefile : dirname(corefile);
}
