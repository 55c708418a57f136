/**
 * Whether CoreDNS has taken up a ConfigMap: the kubelet writes it into the pods' volumes within a minute or so, and the
 * plugin reload looks there every 30 s. What it does then stands in the pods' logs.
 */
import { z } from "zod";
import type { ReloadReply } from "../../lib/api/kubernetes.ts";
import { readConfigMap } from "./config-map-change.ts";
import { type ClusterConnection, ClusterRefusal } from "./connection.ts";

/** What was written, and when. */
export interface WrittenConfigMap {
  readonly namespace: string;
  readonly name: string;
  readonly resourceVersion: string;
  /** RFC 3339. */
  readonly at: string;
}

type PodState = ReloadReply["pods"][number];

const podList = z.object({
  items: z
    .array(
      z.object({
        metadata: z.object({ name: z.string(), creationTimestamp: z.string().default("") }),
        spec: z.object({ containers: z.array(z.object({ name: z.string() })).default([]) }).optional(),
      }),
    )
    .default([]),
});
type Pod = z.infer<typeof podList>["items"][number];

const LOG_OCTETS = String(256 * 1024);
const NOTE =
  "The kubelet brings the ConfigMap to the pods within about a minute, and the plugin reload looks at it every 30 s. Without reload in the Corefile the pods must be restarted; zone and hosts files are read again by their own plugins, which say nothing of it.";

/** How far the pods are now; ask again until none waits. */
export async function reloadState(
  connection: ClusterConnection,
  written: WrittenConfigMap,
  signal?: AbortSignal,
): Promise<ReloadReply> {
  const stored = await readConfigMap(connection, written, signal);
  const isStored = stored?.metadata.resourceVersion === written.resourceVersion;
  const { namespace } = written;
  const path = `api/v1/namespaces/${namespace}/pods`;
  const query = { labelSelector: "k8s-app=kube-dns" };
  try {
    const reply = await connection.send({ method: "GET", path, query, signal, needs: `list pods in ${namespace}` });
    const pods: PodState[] = [];
    for (const pod of podList.parse(reply).items) pods.push(await podState(connection, { pod, written, signal }));
    return { isStored, pods, note: NOTE };
  } catch (error) {
    if (!(error instanceof ClusterRefusal) || error.code !== 403) throw error;
    return { isStored, pods: [], note: `The pods cannot be watched (missing: ${error.needs}). ${NOTE}` };
  }
}

interface Watched {
  readonly pod: Pod;
  readonly written: WrittenConfigMap;
  readonly signal?: AbortSignal | undefined;
}

async function podState(connection: ClusterConnection, { pod, written, signal }: Watched): Promise<PodState> {
  const { name, creationTimestamp } = pod.metadata;
  if (creationTimestamp > written.at) return { name, state: "reloaded", text: "The pod was started since." };
  const container = pod.spec?.containers[0]?.name;
  try {
    const log = await connection.send({
      method: "GET",
      path: `api/v1/namespaces/${written.namespace}/pods/${name}/log`,
      query: { sinceTime: written.at, limitBytes: LOG_OCTETS, ...(container === undefined ? {} : { container }) },
      isText: true,
      signal,
      needs: `get pods/log in ${written.namespace}`,
    });
    return { name, ...readLog(String(log)) };
  } catch (error) {
    if (!(error instanceof ClusterRefusal) || error.code === 0) throw error;
    return { name, state: "unknown", text: error.code === 403 ? `missing: ${error.needs}` : error.message };
  }
}

/** The last thing that CoreDNS said about a reload (caddy's Restart, plugin/reload). */
export function readLog(log: string): Pick<PodState, "state" | "text"> {
  const [, sum = ""] = [...log.matchAll(/Running configuration SHA512 = ([0-9a-f]+)/g)].at(-1) ?? [];
  for (const line of log.trimEnd().split("\n").toReversed()) {
    if (/plugin\/reload: Corefile changed but reload failed|plugin\/reload: Corefile parse failed/.test(line)) {
      return { state: "failed", text: line.replace(/^.*?\[(?:ERROR|WARNING)\]\s*/, "") };
    }
    if (line.includes("[INFO] Reloading complete")) {
      return { state: "reloaded", text: `Reloading complete${sum === "" ? "" : `, SHA512 ${sum.slice(0, 16)}…`}` };
    }
  }
  return { state: "waiting", text: "" };
}
