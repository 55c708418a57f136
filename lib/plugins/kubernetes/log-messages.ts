/** What kubernetes and the client of the Kubernetes API say while they cannot read the cluster. */
import type { LogMessageKind } from "../../directive/log-message.ts";

export const logMessages: readonly LogMessageKind[] = [
  {
    kind: "kubernetes.waiting",
    pattern: /^plugin\/kubernetes: waiting for Kubernetes API before starting server$/,
    meaning: "CoreDNS waits for the Kubernetes API before it serves.",
    advice:
      "A few of these at a start are usual. If they go on, the API cannot be reached from the pod, or it may not list.",
    about: ["directive"],
  },
  {
    kind: "kubernetes.unsynced",
    pattern: /^plugin\/kubernetes: starting server with unsynced Kubernetes API$/,
    meaning:
      "The Kubernetes API was not read in time: CoreDNS serves, and answers SERVFAIL for names of the cluster until it was.",
    advice: "Check that the pod reaches the API server, and its ServiceAccount.",
    about: ["directive"],
  },
  {
    kind: "kubernetes.forbidden",
    pattern:
      /^plugin\/kubernetes: .*(?<what>[\w.]+) is forbidden: User "(?<user>[^"]+)" cannot (?<verb>\w+) resource "(?<resource>[^"]+)"/,
    meaning: "{user} may not {verb} {resource}.",
    advice:
      "Let the ClusterRole of CoreDNS list and watch endpoints, services, pods, namespaces and endpointslices (discovery.k8s.io).",
    about: ["directive"],
  },
  {
    kind: "kubernetes.unreachable",
    pattern:
      /^plugin\/kubernetes: .*?(?:failed to (?:list|watch) (?<what>[^:]+)|dial tcp (?<api>\S+)): .*?(?<reason>connection refused|i\/o timeout|no route to host|network is unreachable|x509: .*|Unauthorized)/,
    meaning: "The Kubernetes API cannot be read: {reason}.",
    advice:
      "Check that the pod reaches the API server (kube-proxy, network policies), and the endpoint where one is named.",
    about: ["directive"],
  },
  {
    kind: "kubernetes.no-cluster",
    pattern: /^plugin\/kubernetes: unable to load in-cluster configuration/,
    meaning: "CoreDNS does not run in a pod, and no API server is named, so it did not start.",
    advice: "Add endpoint or kubeconfig, or run it in the cluster.",
    about: ["directive"],
  },
];
