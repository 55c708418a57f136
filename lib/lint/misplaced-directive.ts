/** Names of directives that stand where a zone or an upstream belongs. */

/** Directives after which nobody calls a zone or a host: no top-level domain is called so. */
const NO_NAMES: ReadonlySet<string> = new Set(
  "cache debug errors forward hosts kubernetes loadbalance log loop pprof prometheus ready reload rewrite whoami".split(
    " ",
  ),
);

/** True for a word that was surely meant as the next directive. */
export function isMisplacedDirective(word: string): boolean {
  return NO_NAMES.has(word);
}
