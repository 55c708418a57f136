/**
 * Clusters that are followed once, however often a configuration is set up again: each gets at once what is known already,
 * so that an edit waits for no cluster, and one that cannot be reached is asked again behind it.
 */
import { createHash } from "node:crypto";
import type { ClusterAccess, ClusterFollower, ClusterObjects, Clusters } from "../../../lib/ports/clusters.ts";

/** How long a start waits for a cluster of which nothing is known yet. */
const FIRST_WAIT_MS = 400;

export class KeptClusters implements Clusters {
  readonly #base: Clusters;
  readonly #kept = new Map<string, Kept>();
  #changed: () => void = () => undefined;

  constructor(base: Clusters) {
    this.#base = base;
  }

  /** Nobody waits again for what has not answered. */
  get startWithinMs(): number {
    return [...this.#kept.values()].some((kept) => kept.isSilent) ? 0 : FIRST_WAIT_MS;
  }

  /** `changed` is called when objects were listed, or could not be. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  readonly follow: Clusters["follow"] = (access, objects, follower) => {
    const key = keyOf(access, objects);
    const kept = this.#kept.get(key) ?? this.#begin(key, access, objects);
    const leave = kept.join(follower);
    return () => {
      if (leave()) this.#kept.delete(key);
    };
  };

  #begin(key: string, access: ClusterAccess, objects: ClusterObjects): Kept {
    const kept = new Kept(() => this.#changed());
    this.#kept.set(key, kept);
    kept.stop = this.#base.follow(access, objects, kept);
    return kept;
  }
}

/** Who follows, whatever it keeps of objects. */
interface Follower {
  listed(objects: readonly unknown[]): void;
  put(object: unknown): void;
  removed(object: unknown): void;
  failed(text: string): void;
}

/** Objects of one kind, for all who follow them. */
class Kept implements ClusterFollower {
  readonly #followers = new Set<Follower>();
  readonly #changed: () => void;
  readonly #begunMs = performance.now();
  #objects: Map<string, unknown> | undefined;
  #failure: string | undefined;
  stop: () => void = () => undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get isSilent(): boolean {
    return this.#objects === undefined && performance.now() - this.#begunMs > FIRST_WAIT_MS;
  }

  /** Gives what ends it: true when nobody is left, and all has ended. */
  join<Own>(follower: ClusterFollower<Own>): () => boolean {
    const own: Follower = {
      listed: (objects) =>
        follower.listed(objects.map((object) => follower.read(object)).filter((read) => read !== undefined)),
      put: (object) => follower.put(object),
      removed: (object) => follower.removed(object),
      failed: (text) => follower.failed(text),
    };
    this.#followers.add(own);
    if (this.#objects !== undefined) own.listed([...this.#objects.values()]);
    if (this.#failure !== undefined) own.failed(this.#failure);
    return () => {
      if (!this.#followers.delete(own) || this.#followers.size > 0) return false;
      this.stop();
      return true;
    };
  }

  /** Without what names never need: that is most of an object. */
  read(object: unknown): unknown {
    return lean(object);
  }

  listed(objects: readonly unknown[]): void {
    this.#failure = undefined;
    this.#objects = new Map(objects.map((object) => [nameOf(object), object]));
    for (const follower of this.#followers) follower.listed(objects);
    this.#changed();
  }

  put(object: unknown): void {
    this.#objects?.set(nameOf(object), lean(object));
    for (const follower of this.#followers) follower.put(object);
  }

  removed(object: unknown): void {
    this.#objects?.delete(nameOf(object));
    for (const follower of this.#followers) follower.removed(object);
  }

  failed(text: string): void {
    this.#failure = text;
    for (const follower of this.#followers) follower.failed(text);
    this.#changed();
  }
}

/** Who asks whom for what; of the credentials only a hash. */
function keyOf(access: ClusterAccess, objects: ClusterObjects): string {
  const { server, serverName, insecure, authority, certificate, key } = access;
  const hash = createHash("sha256").update(access.authorization());
  for (const part of [authority, certificate, key]) hash.update(part ?? "-");
  const { path, labelSelector, fieldSelector } = objects;
  return JSON.stringify([server, serverName, insecure, hash.digest("hex"), path, labelSelector, fieldSelector]);
}

function nameOf(object: unknown): string {
  const metadata = isRecord(object) && isRecord(object.metadata) ? object.metadata : {};
  return JSON.stringify([metadata.namespace, metadata.name]);
}

function lean(object: unknown): unknown {
  if (!isRecord(object) || !isRecord(object.metadata)) return object;
  const { managedFields: _fields, annotations: _annotations, ...metadata } = object.metadata;
  if (object.kind !== "Pod") return { ...object, metadata };
  const { spec: _spec, ...pod } = object;
  return { ...pod, metadata };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
