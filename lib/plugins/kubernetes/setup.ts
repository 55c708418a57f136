/** From directive to handler: the API server is found, its objects are followed, and the start waits for them. */

import type { Handler } from "../../chain/handler.ts";
import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { parseLabelSelector, writeLabelSelector } from "../../kubernetes/label-selector.ts";
import type { ClusterSource } from "../../plugin-kit/cluster-source.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import type { Clusters, RequestLimits } from "../../ports/clusters.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import { NO_CLUSTER, type Problem } from "../../text/problem.ts";
import { readApi } from "./client-config.ts";
import { clusterAccess, unservedAccess } from "./cluster-access.ts";
import {
  directive,
  foreignZone,
  isReverseZone,
  type KubernetesConfig,
  NO_FORWARD_ZONE,
  ZONAL_NEEDS_ENDPOINTS,
} from "./directive.ts";
import { followCluster, modelStore, type Wanted } from "./follow.ts";
import { createKubernetes } from "./handler.ts";
import { requestCounts } from "./metrics.ts";
import { machineSearchPath } from "./search-paths.ts";
import { serverFault } from "./server-url.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";
import { sourceOfApi, sourceOfModel } from "./source.ts";
import { untilSynced } from "./until-synced.ts";

const DEFAULT_TTL_SECONDS = 5;
const DEFAULT_QPS = 5;
const DEFAULT_BURST = 10;
const DEFAULT_STARTUP_TIMEOUT_MS = 5000;

export const setup = defineSetup(directive, ([use], context) => {
  if (use === undefined) return undefined;
  const problem = blockProblem(use, context);
  if (problem !== undefined) return problem;
  const { host } = context;
  const urls = use.properties.endpoint?.args.urls ?? [];
  if (urls.length > 1) {
    const text = `Multiple endpoints have been deprecated, only the first specified endpoint '${urls[0]?.text}' is used`;
    host.log.forPlugin("kubernetes").warning(text);
  }
  const { model } = host.clusters;
  if (model !== undefined) {
    const settings = settingsOf(use, context);
    const cluster = modelStore(host, model, wantedBy(use, settings));
    return handlerOf({ cluster, source: () => sourceOfModel(model) }, settings, context);
  }
  const { connection } = host.clusters;
  if (connection !== undefined && isInCluster(use)) return serve(use, connection, context);
  const { environment } = host.identity;
  const api = readApi(use, { files: host.files, log: host.log, environment });
  if (!api.ok) {
    const { kubeconfig, endpoint } = use.properties;
    if (isInCluster(use)) return noCluster(api.error, context);
    const at = (kubeconfig ?? endpoint)?.at;
    // A server that is no URL is wrong everywhere.
    const isText = kubeconfig === undefined && urls[0] !== undefined && api.error === serverFault(urls[0].value);
    return context.problem(`plugin/kubernetes: ${api.error}`, {
      cause: isText ? "text" : "here",
      ...(at === undefined ? {} : { at }),
    });
  }
  const timeout = use.properties.startup_timeout?.args.duration;
  // CoreDNS ends in a panic when it comes to wait.
  if (timeout !== undefined && timeout.value.ms <= 0) {
    context.problemAtStart("panic: non-positive interval for NewTicker", timeout.at);
  }
  const unserved = unservedAccess(api.value);
  if (unserved !== undefined) {
    context.notServedYet({ text: unserved, at: use.at });
    return undefined;
  }
  return serve(use, { access: clusterAccess(api.value, host.files), name: "" }, context);
});

/** True when it names no API server: that of the cluster around counts. */
function isInCluster({ properties: { kubeconfig, endpoint } }: KubernetesConfig): boolean {
  return kubeconfig === undefined && endpoint === undefined;
}

const MODEL_HELP = "Manifests in this folder can stand for one, or the studio can be connected to one.";

/** There is no cluster around; where manifests would count, they are to be had. */
function noCluster(error: string, { problem, host }: SetupContext): Problem {
  const { offered = [] } = host.clusters;
  const found = problem(`plugin/kubernetes: ${error}`, { cause: "here" });
  if (offered.length === 0) return { ...found, code: NO_CLUSTER };
  const help = `This Corefile needs a Kubernetes cluster, and there is none here. ${MODEL_HELP}`;
  return { ...found, code: NO_CLUSTER, help, fixes: [{ title: "Use a model cluster", edits: [], creates: offered }] };
}

function serve(
  use: KubernetesConfig,
  { access, name }: NonNullable<Clusters["connection"]>,
  context: SetupContext,
): SetupResult {
  const { host, block } = context;
  const settings = settingsOf(use, context);
  const cluster = followCluster(host, wantedBy(use, settings));
  const wantedMs = use.properties.startup_timeout?.args.duration?.value.ms ?? DEFAULT_STARTUP_TIMEOUT_MS;
  const timeoutMs = Math.min(wantedMs, host.clusters.startWithinMs ?? wantedMs);
  let stop = (): void => undefined;
  block.onStart(async () => {
    const counts = requestCounts(host.metrics, access.server);
    stop = cluster.start({ ...access, counts, limits: requestLimits(use) });
    if (host.clusters.startWithinMs === undefined || !cluster.store.hasSynced())
      await untilSynced(cluster.store, host, timeoutMs);
    return undefined;
  });
  block.onShutdown(() => stop());
  const source = (): ClusterSource => sourceOfApi(cluster, { server: access.server, context: name });
  return handlerOf({ cluster: cluster.store, source }, settings, context);
}

/** What the directive says, or client-go's own limits; 0 says nothing. */
function requestLimits({ properties }: KubernetesConfig): RequestLimits {
  const { apiserver_qps: qps, apiserver_burst: burst, apiserver_max_inflight: atOnce } = properties;
  return {
    perSecond: qps?.args.limit.value || DEFAULT_QPS,
    burst: burst?.args.limit.value || DEFAULT_BURST,
    atOnce: atOnce?.args.limit.value ?? 0,
  };
}

type Answering = Pick<KubernetesSources, "cluster" | "source">;

function handlerOf(answering: Answering, settings: KubernetesSettings, context: SetupContext): Handler {
  const sources = { ...answering, ownAddresses: () => ownAddresses(context) };
  return createKubernetes(sources, settings, {
    lookUp: (query, question) => lookUp(context.block, query, question),
    machineSearchPath: machineSearchPath(context.host.files),
  });
}

function settingsOf({ args, properties }: KubernetesConfig, { block }: SetupContext): KubernetesSettings {
  const zones = zonesOrBlock(args.zones, block.zones);
  const [first] = zones;
  const primaryZone = zones.find((zone) => !isReverseZone(zone)) ?? first;
  if (primaryZone === undefined) throw new Error("a server block without a zone");
  return {
    zones,
    primaryZone,
    multiclusterZones: (properties.multicluster?.args.zones ?? []).flatMap(({ value }) => value),
    namespaces: new Set((properties.namespaces?.args.names ?? []).map(({ value }) => value)),
    podMode: properties.pods?.args.mode.value ?? "disabled",
    endpointPodNames: properties.endpoint_pod_names !== undefined,
    ignoreEmptyService: properties.ignore?.args.what !== undefined,
    zonal: properties.zonal !== undefined,
    ttlSeconds: properties.ttl?.args.seconds.value ?? DEFAULT_TTL_SECONDS,
    fallthrough: { zones: fallthroughZones(properties.fallthrough) },
  };
}

function wantedBy({ properties }: KubernetesConfig, settings: KubernetesSettings): Wanted {
  return {
    labels: selectorOf(properties.labels?.args.words),
    namespaceLabels: selectorOf(properties.namespace_labels?.args.words),
    pods: settings.podMode === "verified",
    endpoints: properties.noendpoints === undefined,
    multicluster: settings.multiclusterZones.length > 0,
  };
}

function selectorOf(words: readonly { readonly value: string }[] | undefined): string {
  const reading = parseLabelSelector((words ?? []).map(({ value }) => value).join(" "));
  return reading.ok ? writeLabelSelector(reading.value) : "";
}

/** Addresses of this server but for loopback; with `bind` CoreDNS finds none (CoreDNS, boundIPs). */
function ownAddresses({ block, host }: SetupContext): readonly string[] {
  const [first = ""] = block.settings.get(LISTEN_HOSTS);
  if (first !== "") return [];
  const addresses = host.identity.interfaces().map(({ address }) => address);
  return addresses.filter((address) => address !== "::1" && !address.startsWith("127."));
}

/** Checks that need the zones of the server block, which count when the directive names none. */
function blockProblem(
  { args, properties, last }: KubernetesConfig,
  { block, problem }: SetupContext,
): Problem | undefined {
  if (args.zones.length > 0) return undefined;
  if (block.zones.every(isReverseZone)) return problem(`plugin/kubernetes: ${NO_FORWARD_ZONE}`);
  if (properties.multicluster === undefined) return undefined;
  const refuse = (text: string): string =>
    `plugin/kubernetes: ${last.file}:${last.line} - Error during parsing: ${text}`;
  const foreign = foreignZone(block.zones, properties.multicluster.args.zones);
  if (foreign !== undefined) return problem(refuse(foreign.text), { at: foreign.at });
  const { zonal, noendpoints } = properties;
  return zonal !== undefined && noendpoints !== undefined
    ? problem(refuse(ZONAL_NEEDS_ENDPOINTS), { at: zonal.at })
    : undefined;
}
