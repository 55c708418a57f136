/** Clusters that a test makes, changes and breaks. */
import type { ClusterAccess, ClusterFollower, ClusterObjects, Clusters } from "../clusters.ts";

/** A follower and what it follows. */
interface Following {
  readonly access: ClusterAccess;
  readonly objects: ClusterObjects;
  readonly follower: Pick<ClusterFollower, "put" | "removed" | "failed">;
  list(objects: readonly unknown[]): void;
}

/** Objects by their path; whoever follows them is told at once. */
export class FakeClusters implements Clusters {
  readonly #objects: Readonly<Record<string, readonly unknown[]>>;
  readonly followings = new Set<Following>();

  constructor(objects: Readonly<Record<string, readonly unknown[]>> = {}) {
    this.#objects = objects;
  }

  follow<Kept>(access: ClusterAccess, objects: ClusterObjects, follower: ClusterFollower<Kept>): () => void {
    const list = (all: readonly unknown[]): void =>
      follower.listed(all.map((object) => follower.read(object)).filter((kept) => kept !== undefined));
    const following = { access, objects, follower, list };
    this.followings.add(following);
    const listed = this.#objects[objects.path];
    if (listed === undefined) follower.failed("connection refused");
    else list(listed);
    return () => this.followings.delete(following);
  }

  /** Tells all followers of a path. */
  tell(path: string, news: (follower: Following["follower"]) => void): void {
    for (const { objects, follower } of this.followings) if (objects.path === path) news(follower);
  }

  /** Lists anew for all followers of a path. */
  list(path: string, all: readonly unknown[]): void {
    for (const { objects, list } of this.followings) if (objects.path === path) list(all);
  }
}
