/** What is wrong with a configuration, as a value: CoreDNS's own words first, our advice beside them. */
import type { Fix } from "./edit.ts";
import type { Range } from "./position.ts";

/**
 * `text`: the configuration is wrong. `here`: it depends on this machine (a missing file, a busy port). `engine`: CoreDNS
 * takes it, and our own engine cannot serve it yet.
 */
export type ProblemCause = "text" | "here" | "engine";

/** True for what keeps a configuration from being served by our own engine; CoreDNS would serve those of cause `engine`. */
export function isObstacle({ severity, cause }: Problem): boolean {
  return severity === "error" || cause === "engine";
}

/** The code of the problem with which an engine ended itself after it had started, as CoreDNS ends. */
export const ENDED_ITSELF = "engine-ended-itself";

/** The code of the problem that a configuration wants a cluster, and that there is none. */
export const NO_CLUSTER = "no-cluster";

/** One problem of a configuration. */
export interface Problem {
  /** Stable code, for instance `unknown-directive` or `forward.too-many-upstreams`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "information";
  readonly cause: ProblemCause;
  /** The whole line with which CoreDNS ends when it refuses for this reason, word for word. */
  readonly message: string;
  readonly range: Range;
  /** The word that CoreDNS does not know, of a problem that is about one. */
  readonly unknown?: string;
  /** What to do about it, in our words. */
  readonly help?: string;
  /** Changes that would mend it, the likeliest first. */
  readonly fixes?: readonly Fix[];
}
