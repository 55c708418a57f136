/**
 * All objects that a CoreDNS needs in a cluster, as `kubectl apply -f` takes them: ConfigMaps, Deployment and Service, and
 * the account and role that let it look at the cluster when its Corefile does (CoreDNS's own deployment, coredns.yaml).
 */
import { stringify } from "yaml";
import { POD_FOLDER } from "../corefile/pod-folder.ts";
import { type ConfigMapExport, EXPORT_NAMESPACE } from "./export-config-maps.ts";
import type { ExportNeeds, NeededPort } from "./export-needs.ts";

/** What only the user's cluster knows. */
export interface ManifestOptions {
  /** The address that pods ask: that of the cluster's Service kube-dns. */
  readonly clusterIp: string;
  readonly image: string;
}

/** kubeadm's address, and the release that the studio follows. */
export const USUAL_OPTIONS: ManifestOptions = { clusterIp: "10.96.0.10", image: "coredns/coredns:1.15.0" };

const NAME = "coredns";
const SECRET_NAME = "coredns-keys";
const SELECTOR = { "k8s-app": "kube-dns" };

type ApiObject = Readonly<Record<string, unknown>>;

/** The manifests as one text of several documents. */
export function exportManifests(exported: ConfigMapExport, needs: ExportNeeds, options: ManifestOptions): string {
  const objects: ApiObject[] = [
    ...(needs.readsCluster ? account() : []),
    ...exported.configMaps.map(({ name, data }) => object("v1", "ConfigMap", { metadata: named(name), data })),
    deployment(exported, needs, options),
    service(needs, options),
  ];
  return objects
    .map((one) => stringify(one, { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false }))
    .join("---\n");
}

function object(apiVersion: string, kind: string, rest: ApiObject): ApiObject {
  return { apiVersion, kind, ...rest };
}

const named = (name: string, more: ApiObject = {}): ApiObject => ({ name, namespace: EXPORT_NAMESPACE, ...more });

function account(): readonly ApiObject[] {
  const role = "system:coredns";
  const verbs = ["list", "watch"];
  return [
    object("v1", "ServiceAccount", { metadata: named(NAME) }),
    object("rbac.authorization.k8s.io/v1", "ClusterRole", {
      metadata: { name: role },
      rules: [
        { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
      ],
    }),
    object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", {
      metadata: { name: role },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name: NAME, namespace: EXPORT_NAMESPACE }],
    }),
  ];
}

function deployment(exported: ConfigMapExport, needs: ExportNeeds, { image }: ManifestOptions): ApiObject {
  return object("apps/v1", "Deployment", {
    metadata: named(NAME, { labels: { ...SELECTOR, "kubernetes.io/name": "CoreDNS" } }),
    spec: {
      replicas: 2,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: SELECTOR },
      template: {
        metadata: { labels: SELECTOR },
        spec: {
          priorityClassName: "system-cluster-critical",
          ...(needs.readsCluster ? { serviceAccountName: NAME } : { automountServiceAccountToken: false }),
          tolerations: [
            { key: "CriticalAddonsOnly", operator: "Exists" },
            { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
          ],
          nodeSelector: { "kubernetes.io/os": "linux" },
          containers: [container(needs, image)],
          // The node's resolv.conf, not that of this very Service.
          dnsPolicy: "Default",
          volumes: [{ name: "config-volume", projected: { sources: sourcesOf(exported) } }],
        },
      },
    },
  });
}

function container(needs: ExportNeeds, image: string): ApiObject {
  const ports = needs.ports.map(({ name, protocol, containerPort }) => ({ containerPort, name, protocol }));
  return {
    name: NAME,
    image,
    imagePullPolicy: "IfNotPresent",
    resources: { limits: { memory: "170Mi" }, requests: { cpu: "100m", memory: "70Mi" } },
    args: ["-conf", `${POD_FOLDER}/Corefile`],
    volumeMounts: [{ name: "config-volume", mountPath: POD_FOLDER, readOnly: true }],
    ports: [...ports, ...metrics(needs, (port) => ({ containerPort: port, name: "metrics", protocol: "TCP" }))],
    ...probe("livenessProbe", needs.healthPort, "/health"),
    ...probe("readinessProbe", needs.readyPort, "/ready"),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
}

function probe(name: string, port: number | undefined, path: string): ApiObject {
  if (port === undefined) return {};
  const httpGet = { path, port, scheme: "HTTP" };
  if (name === "readinessProbe") return { [name]: { httpGet } };
  return { [name]: { httpGet, initialDelaySeconds: 60, timeoutSeconds: 5, failureThreshold: 5 } };
}

/** One volume of all: keys that are paths stand where the Corefile names them. */
function sourcesOf({ configMaps, secrets }: ConfigMapExport): readonly ApiObject[] {
  const maps = configMaps.map(({ name, items }) => {
    const folder = name === NAME ? "" : "custom/";
    return { configMap: { name, items: items.map(({ key, path }) => ({ key, path: folder + path })) } };
  });
  if (secrets.length === 0) return maps;
  const items = secrets.map(({ path }) => ({ key: secretKey(path), path }));
  return [...maps, { secret: { name: SECRET_NAME, items } }];
}

/** The command that makes the Secret out of the private keys of a folder; undefined when there are none. */
export function secretCommand(secrets: ConfigMapExport["secrets"]): string | undefined {
  if (secrets.length === 0) return undefined;
  const files = secrets.map(({ path }) => `--from-file=${secretKey(path)}=${path}`);
  return `kubectl -n ${EXPORT_NAMESPACE} create secret generic ${SECRET_NAME} ${files.join(" ")}`;
}

const secretKey = (path: string): string => path.replace(/[^-._a-zA-Z0-9]/g, ".");

function service(needs: ExportNeeds, { clusterIp }: ManifestOptions): ApiObject {
  const asked = needs.ports.filter(
    (port): port is NeededPort & { servicePort: number } => port.servicePort !== undefined,
  );
  const ports = asked.map(({ name, protocol, containerPort, servicePort }) => {
    return {
      name,
      port: servicePort,
      ...(servicePort === containerPort ? {} : { targetPort: containerPort }),
      protocol,
    };
  });
  const port = String(needs.metricsPort ?? "");
  const annotations =
    port === "" ? {} : { annotations: { "prometheus.io/port": port, "prometheus.io/scrape": "true" } };
  const labels = { ...SELECTOR, "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS" };
  return object("v1", "Service", {
    metadata: named("kube-dns", { ...annotations, labels }),
    spec: {
      selector: SELECTOR,
      clusterIP: clusterIp,
      ports: [...ports, ...metrics(needs, (number) => ({ name: "metrics", port: number, protocol: "TCP" }))],
    },
  });
}

function metrics(needs: ExportNeeds, make: (port: number) => ApiObject): readonly ApiObject[] {
  return needs.metricsPort === undefined ? [] : [make(needs.metricsPort)];
}
