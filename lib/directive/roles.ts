/** Directives by what they say of their whole block. */

import type { Directive } from "./directive.ts";
import type { BlockRole } from "./facts.ts";

const known = new WeakMap<readonly Directive<unknown>[], ReadonlyMap<BlockRole, Directive<unknown>>>();

/** The directive of a role; undefined when these directives have none. */
export function directiveOf(
  directives: readonly Directive<unknown>[],
  role: BlockRole,
): Directive<unknown> | undefined {
  let byRole = known.get(directives);
  if (byRole === undefined) {
    byRole = new Map(
      directives.flatMap((directive) => (directive.role === undefined ? [] : [[directive.role, directive]])),
    );
    known.set(directives, byRole);
  }
  return byRole.get(role);
}
