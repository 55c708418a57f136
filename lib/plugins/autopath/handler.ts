/** Follows the search path of the client, so that it need not (CoreDNS, plugin autopath). */
import type { Handler } from "../../chain/handler.ts";
import { unanswered } from "../../chain/outcome.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { type CanonicalName, isAtOrBelow, ROOT } from "../../dns/name/name.ts";
import { run } from "../../plugin-kit/steps.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { SearchPathReason, SearchPaths } from "./api.ts";
import { search } from "./search.ts";
import { words } from "./words.ts";

const NAME = "autopath";

/** Where search paths come from. */
export interface AutopathSettings {
  readonly zones: readonly CanonicalName[];
  /** Who knows the search path of a client; undefined when nobody does. */
  paths(): SearchPaths | undefined;
  /** The plugin that should know them, and is not in the chain. */
  readonly missing: string;
}

/** A handler that tries the names of the search path for a query that is for the first of them. */
export function createAutopath({ zones, paths: pathsNow, missing }: AutopathSettings, metrics: Metrics): Handler {
  const successes = metrics.counter({
    name: "coredns_autopath_success_total",
    help: "Counter of requests that did autopath.",
    labels: ["server"],
  });
  return {
    name: NAME,
    serve(query, next, why) {
      const { qname, originalName } = query;
      if (longestMatch(qname, zones) === undefined) {
        why?.because("not in scope", words.outside({ qname, zones: zones.join(" ") }));
        return next(query);
      }
      const paths = pathsNow();
      const path = paths?.pathOf(query);
      const [first] = path ?? [];
      const reason: SearchPathReason | undefined =
        why === undefined ? undefined : (paths?.because(query) ?? { sentence: words.noPlugin({ plugin: missing }) });
      const rule = reason?.rule;
      if (path === undefined || first === undefined) {
        if (reason !== undefined) why?.because("passed", reason.sentence, { rule });
        return next(query);
      }
      if (reason !== undefined) why?.note(reason.sentence, { rule });
      if (!isAtOrBelow(qname, first)) {
        why?.because("passed", words.notFirst({ qname, first }), { rule });
        return next(query);
      }
      if (qname === first && first !== ROOT) {
        why?.because("failed", words.notBelow({ qname, first }), { rule });
        return unanswered(NAME, Rcode.SERVFAIL, `trimzone: overshot qname: ${originalName}for zone ${first}`);
      }
      return run(search({ query, next, why, path, rule, successes }));
    },
  };
}
