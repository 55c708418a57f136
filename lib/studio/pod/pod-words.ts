/** A pod's resolution in words. */
import type { PodAttemptReply, PodComparison, PodResolveReply, PodResolverName } from "../../api/pod.ts";
import { rcodeTone, type Tone } from "../answers/verdict.ts";

export const RESOLVER_TITLES: Readonly<Record<PodResolverName, string>> = { glibc: "glibc", musl: "musl", go: "Go" };

/** `1 query`, `8 queries`. */
export function queriesInWords(count: number): string {
  return count === 1 ? "1 query" : `${count} queries`;
}

/** What the application gets, in a sentence; for the live region, too. */
export function resolvedInWords({ conf, outcome }: PodResolveReply): string {
  if (outcome === undefined) {
    const [first] = conf.servers;
    if (first === undefined) return "The pod has no nameserver: it asks nobody.";
    return `The pod asks ${first.value}, not this CoreDNS: none of its queries comes here.`;
  }
  const { result, attempts } = outcome;
  if (result.isFound) {
    return `The application gets ${result.values.join(", ")} from ${result.name ?? ""}, after ${queriesInWords(attempts.length)}.`;
  }
  if (attempts.length === 0)
    return `Nothing was sent: no resolver sends such a name. The application gets: ${result.error ?? ""}.`;
  return `The application gets an error after ${queriesInWords(attempts.length)}: ${result.error ?? ""}.`;
}

/** `Cost: 4 queries, 2 wasted, 1.2 ms.` */
export function costInWords({ cost }: PodComparison): string {
  return `${queriesInWords(cost.queries)}, ${cost.wasted} wasted, ${writeMs(cost.tookMs)}`;
}

/** Milliseconds with what of them can be told apart; seconds from ten thousand on. */
export function writeMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** What happens after a query, in a word or two. */
export function nextInWords({ next }: PodAttemptReply, resolver: PodResolverName): string {
  switch (next) {
    case "done":
      return "done";
    case "next name":
      return "next name";
    case "again":
      return "again";
    case "waits for the other":
      return "waits";
    case "stops":
      return `${RESOLVER_TITLES[resolver]} stops`;
    default:
      return next satisfies never;
  }
}

/** The tone of what came back. */
export function outcomeTone({ outcome }: PodAttemptReply): Tone {
  return outcome === "NODATA" ? "warning" : rcodeTone(outcome);
}

/** `dnsConfig` of a manifest with another ndots. */
export const LESS_DOTS_CONFIG = 'dnsConfig:\n  options:\n    - name: ndots\n      value: "2"\n';
