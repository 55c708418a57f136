/** Objects of Kubernetes clusters, as an API server lists them and tells of their changes. */

import type { NewFile } from "../text/edit.ts";
import type { Range } from "../text/position.ts";

/** How much may be asked of an API server. */
export interface RequestLimits {
  /** Lists in a second; watches are not counted. */
  readonly perSecond: number;
  /** Lists at once, after a pause. */
  readonly burst: number;
  /** Requests that wait for the head of their reply; 0 for any number. */
  readonly atOnce: number;
}

/** Who counts requests. */
export interface RequestCounts {
  /** A list has waited so long for its turn. */
  waited(seconds: number): void;
  /** A list has come after so long. */
  took(seconds: number): void;
  /** A request has its reply's status, or `<error>`. */
  ended(code: string): void;
}

/** How an API server is reached. Certificates and keys are PEM, as their files have them. */
export interface ClusterAccess {
  /** `https://192.0.2.1:6443`, perhaps with a path. */
  readonly server: string;
  /** The name in the server's certificate, when it is not that of the URL; empty otherwise. */
  readonly serverName: string;
  /** Takes any certificate. */
  readonly insecure: boolean;
  readonly authority: Uint8Array | undefined;
  readonly certificate: Uint8Array | undefined;
  readonly key: Uint8Array | undefined;
  /** Value of the Authorization header; empty for none. Asked for before each request, since tokens are renewed. */
  authorization(): string;
  /** Without them a client's usual ones count. */
  readonly limits?: RequestLimits | undefined;
  readonly counts?: RequestCounts | undefined;
}

/** Objects of one kind, as the API's path names them: `api/v1/services`. */
export interface ClusterObjects {
  readonly path: string;
  /** Kubernetes' own syntax; empty for all. */
  readonly labelSelector: string;
  readonly fieldSelector: string;
}

/** Who follows the objects of one kind. */
export interface ClusterFollower<Kept = unknown> {
  /** What is kept of a listed object, as soon as it has come: a list is never whole in memory. Undefined for nothing. */
  read(object: unknown): Kept | undefined;
  /** What was kept of all that there are, at the start and whenever they were listed again. */
  listed(kept: readonly Kept[]): void;
  /** One has come or changed. */
  put(object: unknown): void;
  removed(object: unknown): void;
  /** The server could not be asked, in one line; it is asked again. */
  failed(text: string): void;
}

/** An object of a manifest, and where it stands. */
interface PlacedObject {
  readonly value: unknown;
  readonly at: Range;
}

/** A cluster of which all is known from the start: manifests that stand for one. */
export interface ModelCluster {
  objects(wanted: ClusterObjects): readonly PlacedObject[];
}

/** An API server that is taken for the one of the cluster around the process. */
interface Connection {
  readonly access: ClusterAccess;
  /** What whoever chose it calls it: the context of a kubeconfig. */
  readonly name: string;
}

export interface Clusters {
  /** What stands in for every API server, if something does. */
  readonly model?: ModelCluster | undefined;
  /** Where objects come from when a configuration names no API server, instead of the cluster around the process. */
  readonly connection?: Connection | undefined;
  /** Files that would stand for a cluster, where manifests count and there are none. */
  readonly offered?: readonly NewFile[] | undefined;
  /** The longest that a start waits until objects have been seen; without it as long as the configuration says. */
  readonly startWithinMs?: number | undefined;
  /** Lists objects and follows their changes, again and again until the returned function is called. */
  follow<Kept>(access: ClusterAccess, objects: ClusterObjects, follower: ClusterFollower<Kept>): () => void;
}
