/** What a diagram is drawn from: server blocks as they were written. */
import type { Token } from "../corefile/token.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import type { Range } from "../text/position.ts";

/** One use of a directive. */
export interface SourceDirective {
  readonly name: string;
  readonly args: readonly string[];
  readonly argsAt: readonly Range[];
  readonly at: Range;
}

/** One key of a server block, resolved. */
interface SourceKey {
  readonly transport: string;
  /** Absolute, lower case. */
  readonly zone: CanonicalName;
  readonly port: number;
}

export interface SourceBlock {
  readonly keys: readonly SourceKey[];
  readonly directives: readonly SourceDirective[];
  /** All words of each directive, by its name. */
  readonly words: ReadonlyMap<string, readonly Token[]>;
  readonly at: Range;
}
