/** Why one upstream is asked and no other, for those who watch. */
import type { Why } from "../explanation/why.ts";
import { defineWords } from "../explanation/words.ts";
import type { PolicyName } from "./policy.ts";

const words = defineWords({
  chosenByChance: "policy random: {upstream} was chosen by chance out of {count} upstreams",
  chosenInTurn: "policy round_robin: it was the turn of {upstream}, out of {count} upstreams",
  chosenInOrder:
    "policy sequential: upstreams are asked in the order of the line, and {upstream} is number {number} of {count}",
  chosenNext: "{upstream} is asked because those that policy {policy} put before it gave no reply to take",
});

/** An upstream that is about to be asked. */
export interface Chosen<Upstream> {
  readonly upstream: Upstream;
  /** All there are, in the order of the line. */
  readonly upstreams: readonly Upstream[];
  /** 1 for the first upstream that is asked. */
  readonly attempt: number;
  readonly policy: PolicyName;
}

/** Notes why this upstream is asked; of a single one there is nothing to say. */
export function noteChosen<Upstream extends { readonly name: string }>(chosen: Chosen<Upstream>, why: Why): void {
  const { upstream, upstreams, attempt, policy } = chosen;
  const count = upstreams.length;
  if (count < 2) return;
  const { name } = upstream;
  if (attempt > 1) why.note(words.chosenNext({ upstream: name, policy }));
  else if (policy === "random") why.note(words.chosenByChance({ upstream: name, count }));
  else if (policy === "round_robin") why.note(words.chosenInTurn({ upstream: name, count }));
  else why.note(words.chosenInOrder({ upstream: name, count, number: upstreams.indexOf(upstream) + 1 }));
}
