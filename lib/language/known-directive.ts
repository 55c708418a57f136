/** What the editor knows of a directive: always its name and what it is for, mostly its grammar, too. */
import type { Directive } from "../directive/directive.ts";

/** The part of a directive's description that the editor reads. */
export type Grammar = Pick<Directive<never>, "line" | "properties" | "repeat" | "rows">;

export interface KnownDirective {
  readonly name: string;
  readonly summary: string;
  /** The release that brought it, where it is known. */
  readonly since?: string | undefined;
  readonly inChain: boolean;
  readonly grammar?: Grammar | undefined;
}
