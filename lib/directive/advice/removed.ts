/** What CoreDNS had once and has no more, and what became of it. */

/** Directives, each with a sentence. */
export const REMOVED_DIRECTIVES: Readonly<Record<string, string>> = {
  proxy: "CoreDNS 1.5.0 removed proxy; forward takes its place.",
  startup: "CoreDNS 1.1.0 removed startup; `on startup` takes its place.",
  shutdown: "CoreDNS 1.1.0 removed shutdown; `on shutdown` takes its place.",
  federation: "CoreDNS 1.7.0 removed federation, as Kubernetes did.",
  reverse: "CoreDNS 1.1.4 removed reverse; template turns addresses into names and back.",
};

/** What became of `transfer` in the blocks of plugins with zones. */
export const TRANSFER_MOVED = "CoreDNS 1.8.0 moved transfers to the transfer plugin, a directive of its own.";

/** What became of `no_reload` in the blocks of plugins that read files. */
export const NO_RELOAD = "CoreDNS 1.5.0 removed no_reload; `reload 0s` says the same.";

/** The sentence of a table, if the word is in it. */
export function removedIn(table: Readonly<Record<string, string>> | undefined, word: string): string | undefined {
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
