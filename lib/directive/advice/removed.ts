/** What CoreDNS had once and has no more, and what became of it. */

/** Directives, each with a sentence. */
export const REMOVED_DIRECTIVES: Readonly<Record<string, string>> = {
  proxy: "CoreDNS 1.5.0 removed proxy; forward takes its place.",
  startup: "CoreDNS 1.1.0 removed startup; `on startup` takes its place.",
  shutdown: "CoreDNS 1.1.0 removed shutdown; `on shutdown` takes its place.",
  federation: "CoreDNS 1.7.0 removed federation, as Kubernetes did.",
  reverse: "CoreDNS 1.1.4 removed reverse; template turns addresses into names and back.",
};

const MOVED = "CoreDNS 1.8.0 moved transfers to the transfer plugin, a directive of its own.";
const NO_RELOAD = "CoreDNS 1.5.0 removed no_reload; `reload 0s` says the same.";

/** Properties by their directive, each with a sentence. */
export const REMOVED_PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kubernetes: {
    upstream: "CoreDNS 1.7.0 removed upstream; names are looked up by the server itself.",
    resyncperiod: "CoreDNS 1.7.0 removed resyncperiod; changes are watched.",
    transfer: MOVED,
  },
  file: { transfer: MOVED, no_reload: NO_RELOAD },
  auto: { transfer: MOVED, no_reload: NO_RELOAD },
};

/** The sentence of a table, if the word is in it. */
export function removedIn(table: Readonly<Record<string, string>> | undefined, word: string): string | undefined {
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
