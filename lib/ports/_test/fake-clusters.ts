/** Clusters that a test makes, changes and breaks. */
import type { ClusterFollower, ClusterObjects, Clusters } from "../clusters.ts";

/** A follower and what it follows. */
interface Following {
  readonly objects: ClusterObjects;
  readonly follower: ClusterFollower;
}

/** Objects by their path; whoever follows them is told at once. */
export class FakeClusters implements Clusters {
  readonly #objects: Readonly<Record<string, readonly unknown[]>>;
  readonly followings = new Set<Following>();

  constructor(objects: Readonly<Record<string, readonly unknown[]>> = {}) {
    this.#objects = objects;
  }

  follow(_access: unknown, objects: ClusterObjects, follower: ClusterFollower): () => void {
    const following = { objects, follower };
    this.followings.add(following);
    const listed = this.#objects[objects.path];
    if (listed === undefined) follower.failed("connection refused");
    else follower.listed(listed);
    return () => this.followings.delete(following);
  }

  /** Tells all followers of a path. */
  tell(path: string, news: (follower: ClusterFollower) => void): void {
    for (const { objects, follower } of this.followings) if (objects.path === path) news(follower);
  }
}
