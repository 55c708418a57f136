/** The record that a template's text gives for a query. */
import type { Query } from "../../chain/query.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import { readRecord } from "../../dns/text/record.ts";
import { TextError } from "../../dns/text/text-error.ts";
import type { Value } from "../../template/value.ts";
import type { TemplateData } from "./data.ts";
import type { TemplateCounters } from "./metrics.ts";
import type { Section, SectionText } from "./settings.ts";

/** What stands in the place of a record that is not there: it has no wire format, so the reply is never sent, as in CoreDNS. */
const NO_RECORD: ResourceRecord = {
  name: ".." as Name,
  type: 0,
  class: 0,
  ttl: 0,
  rdata: { kind: "UNKNOWN", data: new Uint8Array() },
};

/** What texts are carried out for. */
export interface Occasion {
  readonly query: Query;
  readonly data: TemplateData;
  readonly value: Value;
  readonly counters: TemplateCounters;
}

/** What a text gave: a record, nothing at all, or an error in CoreDNS's words. */
export type Made =
  | { readonly kind: "record"; readonly record: ResourceRecord }
  | { readonly kind: "nothing"; readonly record: ResourceRecord }
  | { readonly kind: "error"; readonly because: "template" | "record"; readonly text: string };

/** Carries a text out and reads the first record of what it wrote. */
export function makeRecord(section: Section, { template }: SectionText, occasion: Occasion): Made {
  const { query, data, value, counters } = occasion;
  const failed = { section, text: template.text };
  const output = template.execute(value);
  if ("error" in output) {
    counters.textFailed(query, data, failed);
    return { kind: "error", because: "template", text: output.error };
  }
  const record = readRecord(output.octets, { octets: true });
  if (record === undefined) return { kind: "nothing", record: NO_RECORD };
  if (!(record instanceof TextError)) return { kind: "record", record };
  counters.recordFailed(query, data, failed);
  return { kind: "error", because: "record", text: record.message };
}
