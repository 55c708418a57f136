/** What names need of a cluster's objects, and no more: a cluster has tens of thousands of them. */

import type { Range } from "../text/position.ts";

/** Where an object stands, when it comes from a manifest. */
interface Placed {
  readonly at?: Range | undefined;
}

/** A port of a Service. `port` is -1 for the stand-in of a Service that has none. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** A Service (Kubernetes, core/v1). */
export interface Service extends Placed {
  readonly kind: "Service";
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** At least one; `None` for a headless Service, empty where none is given yet. */
  readonly clusterIps: readonly string[];
  readonly externalName: string;
  readonly externalIps: readonly string[];
  readonly ports: readonly ServicePort[];
}

/** An endpoint's address, with what may name it. */
export interface EndpointAddress {
  readonly ip: string;
  readonly hostname: string;
  /** The pod's name, unless it is too long for a label. */
  readonly podName: string;
  /** The topology zone, in lower case; empty where there is none. */
  readonly zone: string;
}

/** The ready addresses of an EndpointSlice (discovery.k8s.io/v1). */
export interface Endpoints extends Placed {
  readonly kind: "EndpointSlice";
  readonly name: string;
  readonly namespace: string;
  /** The Service that it belongs to. */
  readonly service: string;
  /** The ServiceImport that it belongs to, and the cluster it comes from (multicluster.x-k8s.io); empty where there is none. */
  readonly imported: string;
  readonly cluster: string;
  readonly addresses: readonly EndpointAddress[];
  readonly ports: readonly ServicePort[];
}

/** A Pod. */
export interface Pod extends Placed {
  readonly kind: "Pod";
  readonly name: string;
  readonly namespace: string;
  readonly ips: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

/** A Namespace. */
export interface Namespace extends Placed {
  readonly kind: "Namespace";
  readonly name: string;
}

/** A ServiceImport (multicluster.x-k8s.io/v1alpha1). */
export interface ServiceImport extends Placed {
  readonly kind: "ServiceImport";
  readonly name: string;
  readonly namespace: string;
  readonly isHeadless: boolean;
  readonly clusterIps: readonly string[];
  readonly ports: readonly ServicePort[];
}

/** An object that names are made of. */
export type ClusterObject = Service | Endpoints | Pod | Namespace | ServiceImport;

/** The name of an object among those of its kind; the namespace is empty for what has none. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** The kinds of these objects, as Kubernetes calls them. */
export type ClusterKind = ClusterObject["kind"];

/** A Service whose addresses are those of its endpoints. */
export function isHeadless({ clusterIps }: Service): boolean {
  return clusterIps[0] === "None";
}
