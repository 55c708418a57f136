/** What templates count, with CoreDNS's names (CoreDNS, plugin template). */
import type { Query } from "../../chain/query.ts";
import type { Counter, Family, Metrics } from "../../ports/metrics.ts";
import type { TemplateData } from "./data.ts";
import type { Section } from "./settings.ts";

/** A text that failed. */
interface FailedText {
  readonly section: Section;
  /** As Go writes its tree. */
  readonly text: string;
}

/** The counters of all templates together. */
export interface TemplateCounters {
  matched(query: Query, data: TemplateData): void;
  /** A text failed when it was carried out. */
  textFailed(query: Query, data: TemplateData, failed: FailedText): void;
  /** What a text gave is no record. */
  recordFailed(query: Query, data: TemplateData, failed: FailedText): void;
}

const MATCH_LABELS = ["server", "zone", "view", "class", "type"];
const FAILURE_LABELS = [...MATCH_LABELS, "section", "template"];

/** Makes the counters, or finds those that another block made. */
export function createTemplateCounters(metrics: Metrics): TemplateCounters {
  const matches = metrics.counter({
    name: "coredns_template_matches_total",
    help: "Counter of template regex matches.",
    labels: MATCH_LABELS,
  });
  const texts = metrics.counter({
    name: "coredns_template_template_failures_total",
    help: "Counter of go template failures.",
    labels: FAILURE_LABELS,
  });
  const records = metrics.counter({
    name: "coredns_template_rr_failures_total",
    help: "Counter of mis-templated RRs.",
    labels: FAILURE_LABELS,
  });
  return {
    matched: (query, data) => matches.child(...labelsOf(query, data)).add(1),
    textFailed: (query, data, failed) => count(texts, query, { data, failed }),
    recordFailed: (query, data, failed) => count(records, query, { data, failed }),
  };
}

function labelsOf(query: Query, data: TemplateData): readonly string[] {
  return [query.arrival.server, data.zone, query.view, data.class, data.type];
}

function count(
  family: Family<Counter>,
  query: Query,
  { data, failed }: { readonly data: TemplateData; readonly failed: FailedText },
): void {
  family.child(...labelsOf(query, data), failed.section, failed.text).add(1);
}
