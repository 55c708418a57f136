/** What an attack is: seeded, bounded, and judged by what is still alive after it. */
import type { SeededRandom } from "./seeded-random.ts";

/** What an attack works with. */
export interface AttackContext {
  /** Chance that is the same for the same seed; each attack gets its own. */
  readonly random: SeededRandom;
  /** The real CoreDNS to compare with; undefined where none is installed. */
  readonly coredns: string | undefined;
  /** For how long an attack presses on that goes on as long as one likes. */
  readonly seconds: number;
  /** Tells how far it is. */
  say(line: string): void;
}

/** What came of an attack. */
export interface AttackResult {
  /** Each fault in one line, with what repeats it; empty when all held. */
  readonly faults: readonly string[];
  /** Measured figures by what they are: `datagrams`, `RSS before`, `handles after`, ... */
  readonly figures: Readonly<Record<string, string | number>>;
}

export interface Attack {
  /** In kebab-case; `--only` takes it. */
  readonly name: string;
  /** What is attacked and how, in a sentence. */
  readonly about: string;
  run(context: AttackContext): Promise<AttackResult>;
}
