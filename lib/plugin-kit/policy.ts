/** In which order the upstreams are tried for a query (CoreDNS, plugins forward and grpc, policies). */
import type { Random } from "../ports/random.ts";

/** How the next upstream is chosen. */
export type PolicyName = "random" | "round_robin" | "sequential";

/** Gives the upstreams in the order in which one query tries them. */
export type Policy<Upstream> = (upstreams: readonly Upstream[]) => readonly Upstream[];

/** The policy of this name; round_robin remembers whose turn it is, and starts with the second. */
export function createPolicy<Upstream>(name: PolicyName, random: Random): Policy<Upstream> {
  switch (name) {
    case "random":
      return (upstreams) => shuffled(upstreams, random);
    case "round_robin":
      return createRoundRobin();
    case "sequential":
      return (upstreams) => upstreams;
  }
}

function shuffled<Upstream>(upstreams: readonly Upstream[], random: Random): readonly Upstream[] {
  if (upstreams.length < 2) return upstreams;
  const left = [...upstreams];
  const order: Upstream[] = [];
  while (left.length > 0) order.push(...left.splice(random.below(left.length), 1));
  return order;
}

function createRoundRobin<Upstream>(): Policy<Upstream> {
  let turn = 0;
  return (upstreams) => {
    turn = (turn + 1) % 0x1_0000_0000;
    const at = turn % upstreams.length;
    return at === 0
      ? upstreams
      : [...upstreams.slice(at, at + 1), ...upstreams.slice(0, at), ...upstreams.slice(at + 1)];
  };
}
