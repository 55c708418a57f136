/** What a name below a cluster's zone asks for (CoreDNS, kubernetes parseRequest; Kubernetes DNS specification 1.1). */
import { countLabels, labels, type Name, ROOT } from "../../dns/name/name.ts";

/** The parts of a name; those that it does not have are empty. */
export interface AskedName {
  /** The name itself where it is that of a Service as a whole, SERVICE.NAMESPACE.svc.ZONE; empty otherwise. */
  readonly whole: Name | "";
  readonly kind: "" | "svc" | "pod";
  readonly namespace: string;
  readonly service: string;
  readonly endpoint: string;
  readonly cluster: string;
  readonly port: string;
  readonly protocol: string;
  /** The topology zone of a zonal name. */
  readonly zone: string;
  /** Whether all endpoints are taken when the zone has none. */
  readonly prefersZone: boolean;
}

/** How names are read. */
export interface NameGrammar {
  readonly multicluster: boolean;
  readonly zonal: boolean;
}

const NONE: AskedName = {
  whole: "",
  kind: "",
  namespace: "",
  service: "",
  endpoint: "",
  cluster: "",
  port: "",
  protocol: "",
  zone: "",
  prefersZone: false,
};
const ZONE_LABEL = "_zone";

/** The labels that a name has below the zone that it is in (CoreDNS, dnsutil.TrimZone). */
export function labelsBelow(name: Name, zone: Name): string[] {
  const below = labels(name).slice(0, countLabels(name) - countLabels(zone));
  // The root in a search path makes names with an empty label at their end.
  if (zone === ROOT && below.at(-1) === "") below.pop();
  return below;
}

/** Reads a name in lower case that is in the zone; undefined for one that no object can have. */
export function readAskedName(name: Name, zone: Name, grammar: NameGrammar): AskedName | undefined {
  const below = labelsBelow(name, zone);
  const kind = below.pop();
  if (kind === undefined) return NONE;
  if (kind !== "svc" && kind !== "pod") return undefined;
  // What stands alone below the zone is there, and has nothing.
  if (below.length === 0) return NONE;
  const namespace = below.pop() ?? "";
  const service = below.pop() ?? "";
  const named: AskedName = { ...NONE, kind, namespace, service };
  const [first = "", second = ""] = below;
  switch (below.length) {
    case 0:
      return service === "" || kind !== "svc" ? named : { ...named, whole: name };
    case 1:
      return { ...named, endpoint: first };
    case 2:
      return grammar.multicluster && !first.startsWith("_") && !second.startsWith("_")
        ? { ...named, endpoint: first, cluster: second }
        : { ...named, port: withoutUnderscore(first), protocol: withoutUnderscore(second) };
    default:
      return grammar.zonal && !grammar.multicluster && kind === "svc" ? zonalName(named, below) : undefined;
  }
}

/** `TOPOLOGY-ZONE.pin._zone` or `TOPOLOGY-ZONE.prefer._zone`; a topology zone may have dots in it. */
function zonalName(named: AskedName, below: readonly string[]): AskedName | undefined {
  const [directive, label] = below.slice(-2);
  if (label !== ZONE_LABEL || (directive !== "pin" && directive !== "prefer")) return undefined;
  return { ...named, zone: below.slice(0, -2).join("."), prefersZone: directive === "prefer" };
}

/** The label without the underscore with which names of ports and protocols begin. */
export function withoutUnderscore(label: string): string {
  return label.startsWith("_") ? label.slice(1) : label;
}
