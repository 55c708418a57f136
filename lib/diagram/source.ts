/** What a diagram is drawn from: server blocks as they were written, and what is known of each plugin. */
import type { Range } from "../text/position.ts";

/** One use of a directive. */
export interface SourceDirective {
  readonly name: string;
  readonly args: readonly string[];
  /** First words of the lines in its block. */
  readonly properties: readonly (readonly string[])[];
  readonly at: Range;
}

/** One key of a server block, resolved. */
export interface SourceKey {
  readonly transport: string;
  /** Absolute, lower case. */
  readonly zone: string;
  readonly port: number;
}

export interface SourceBlock {
  readonly keys: readonly SourceKey[];
  readonly directives: readonly SourceDirective[];
  readonly at: Range;
}

/** A plugin in the order of plugin.cfg. */
export interface PluginFact {
  readonly name: string;
  /** False for plugins that work at set-up or beside the queries: health, reload, bind, ... */
  readonly inChain: boolean;
  readonly summary: string;
}
