/** Changes of replies: names, values, TTLs and response codes. */
import type { Regex } from "../../go/regex.ts";
import { type Draft, optTtl, setOptTtl } from "./draft.ts";
import { pointedName, withPointedName } from "./record-value.ts";
import type { ResponseRule } from "./rule.ts";
import { groupsOf, insertGroups, recordName } from "./text.ts";

/** Makes one text of another; gives back the same text when it is not for it. */
export type TextRewriter = (text: string) => string;

/** By a pattern, somewhere in the text; the whole text is replaced. */
export function byPattern(pattern: Regex, replacement: string): TextRewriter {
  return (text) => {
    const groups = groupsOf(pattern, text);
    return groups === undefined ? text : insertGroups(replacement, groups);
  };
}

/** One name, and names below it. */
export function byName(from: string, to: string): TextRewriter {
  return (text) => {
    if (text === from) return to;
    return text.endsWith(`.${from}`) ? text.slice(0, text.length - from.length) + to : text;
  };
}

/** The end of a text. */
export function bySuffix(suffix: string, replacement: string): TextRewriter {
  return (text) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) + replacement : text);
}

/** Rewrites the owner names of records. */
export function rewriteNames(rewriter: TextRewriter): ResponseRule {
  return {
    apply(_draft, record) {
      if (record === undefined || record === "opt") return;
      const text = rewriter(record.name);
      if (text !== record.name) record.name = recordName(text);
    },
  };
}

/** Rewrites the names that records point to. */
export function rewriteValues(rewriter: TextRewriter): ResponseRule {
  return {
    apply(_draft, record) {
      if (record === undefined || record === "opt") return;
      const value = pointedName(record.rdata);
      if (value === undefined || value === "") return;
      const text = rewriter(value);
      if (text !== value) record.rdata = withPointedName(record.rdata, recordName(text));
    },
  };
}

/** Seconds that a TTL must be between. */
export interface TtlRange {
  readonly min: number;
  readonly max: number;
}

/** Brings TTLs into a range; that of the OPT record, which is none, as well: so does CoreDNS. */
export function limitTtls(range: TtlRange): ResponseRule {
  return {
    apply(draft, record) {
      if (record === "opt") setOptTtl(draft, limited(optTtl(draft) ?? 0, range));
      else if (record !== undefined) record.ttl = limited(record.ttl, range);
    },
  };
}

function limited(ttl: number, { min, max }: TtlRange): number {
  if (ttl < min) return min;
  return ttl > max ? max : ttl;
}

/** Puts one response code in the place of another. */
export function replaceRcode(from: number, to: number): ResponseRule {
  return {
    concernsMessage: true,
    apply(draft: Draft) {
      if (draft.rcode === from) draft.rcode = to;
    },
  };
}
