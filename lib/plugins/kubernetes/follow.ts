/** A cluster's objects brought into a store and kept there (CoreDNS, kubernetes newdnsController). */
import { API_PATHS } from "../../kubernetes/api-paths.ts";
import { ClusterStore } from "../../kubernetes/cluster-store.ts";
import type { ClusterKind, ClusterObject } from "../../kubernetes/objects.ts";
import { type ReadObject, readObject } from "../../kubernetes/read-object.ts";
import type { ClusterAccess, ClusterFollower, ClusterObjects, ModelCluster } from "../../ports/clusters.ts";
import type { Host } from "../../ports/host.ts";
import { programmingTimes } from "./metrics.ts";

/** Which objects are wanted. Selectors are in Kubernetes' own syntax; empty for all. */
export interface Wanted {
  readonly labels: string;
  readonly namespaceLabels: string;
  readonly pods: boolean;
  readonly endpoints: boolean;
  readonly multicluster: boolean;
}

/** Pods that have ended have no names. */
const LIVING_PODS = "status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown";

/** Stores of models, which do not change: a configuration that is set up again finds that of the one before. */
const stores = new WeakMap<ModelCluster, Map<string, ClusterStore>>();

/** The objects of a model, which are there from the start; each knows where it stands. */
export function modelStore(host: Pick<Host, "clock">, model: ModelCluster, wanted: Wanted): ClusterStore {
  const known = stores.get(model) ?? new Map<string, ClusterStore>();
  stores.set(model, known);
  const key = JSON.stringify(wanted);
  const store = known.get(key) ?? fillStore(host, model, wanted);
  known.set(key, store);
  return store;
}

function fillStore({ clock }: Pick<Host, "clock">, model: ModelCluster, wanted: Wanted): ClusterStore {
  const kinds = kindsOf(wanted);
  const store = new ClusterStore(clock, kinds);
  for (const kind of kinds) {
    const objects = model.objects(objectsOf(kind, wanted)).flatMap(({ value, at }) => {
      const reading = readObject(value);
      return reading.ok && reading.object !== undefined ? [{ ...reading.object, at }] : [];
    });
    store.replace(kind, objects);
  }
  return store;
}

/** A store that can be followed. */
export interface FollowedCluster {
  readonly store: ClusterStore;
  /** Why the server could not be asked the last time; empty while it can. */
  failure(): string;
  /** Begins to fill the store; gives what ends it. */
  start(access: ClusterAccess): () => void;
}

/** A store for the objects that are wanted, empty until it is started. */
export function followCluster(host: Host, wanted: Wanted): FollowedCluster {
  const { clusters, clock, log } = host;
  const kinds = kindsOf(wanted);
  const store = new ClusterStore(clock, kinds);
  const logged = log.forPlugin("kubernetes");
  const times = programmingTimes(host);
  const seen = (value: unknown, object: ClusterObject): void => {
    if (object.kind === "EndpointSlice") times(value, object, store.service(object.service, object.namespace));
  };
  const failures = new Map<ClusterKind, string>();
  return {
    store,
    failure: () => [...failures.values()][0] ?? "",
    start(access) {
      const stops = kinds.map((kind) => {
        const failed = (text: string): void => {
          failures.set(kind, text);
          logged.error(`Failed to watch: ${text}`);
        };
        const follower = followerOf(kind, store, { failed, seen });
        return clusters.follow(access, objectsOf(kind, wanted), {
          ...follower,
          listed(objects) {
            failures.delete(kind);
            follower.listed(objects);
          },
        });
      });
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function kindsOf({ pods, endpoints, multicluster }: Wanted): readonly ClusterKind[] {
  return [
    "Service",
    ...(endpoints ? (["EndpointSlice"] as const) : []),
    ...(pods ? (["Pod"] as const) : []),
    "Namespace",
    ...(multicluster ? (["ServiceImport"] as const) : []),
  ];
}

function objectsOf(kind: ClusterKind, { labels, namespaceLabels }: Wanted): ClusterObjects {
  // CoreDNS chooses imports by the labels of namespaces.
  const isOfNamespaces = kind === "Namespace" || kind === "ServiceImport";
  return {
    path: API_PATHS[kind],
    labelSelector: isOfNamespaces ? namespaceLabels : labels,
    fieldSelector: kind === "Pod" ? LIVING_PODS : "",
  };
}

/** Who hears of faults, and of objects that have come, with what they came as. */
interface Hearers {
  failed(text: string): void;
  seen(value: unknown, object: ClusterObject): void;
}

function followerOf(kind: ClusterKind, store: ClusterStore, { failed, seen }: Hearers): ClusterFollower<ClusterObject> {
  const read = (value: unknown): ReadObject | undefined => {
    const reading = readObject(value);
    if (reading.ok) return reading;
    failed(reading.error);
    return undefined;
  };
  const objectOf = (value: unknown): ClusterObject | undefined => {
    const object = read(value)?.object;
    return object?.kind === kind ? object : undefined;
  };
  return {
    failed,
    read(value) {
      const object = objectOf(value);
      if (object !== undefined) seen(value, object);
      return object;
    },
    listed: (objects) => store.replace(kind, objects),
    put(value) {
      const object = objectOf(value);
      // A pod that is about to end stays until it is gone, as in CoreDNS.
      if (object === undefined) return;
      store.put(object);
      seen(value, object);
    },
    removed(value) {
      const was = read(value);
      if (was === undefined) return;
      store.remove(kind, was.name);
      if (was.object !== undefined) seen(value, was.object);
    },
  };
}
