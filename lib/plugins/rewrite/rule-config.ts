/** The rules of rewrite as the Corefile has them. */

import type { Regex } from "../../go/regex.ts";
import type { Range } from "../../text/position.ts";

/** What happens after a rule was carried out: `stop`, the default, or go on with the next rule. */
export type Mode = "stop" | "continue";

/** How a name is compared. */
export type Match = "exact" | "prefix" | "suffix" | "substring" | "regex";

/** What a name is compared with; for `regex` its expression, else a normalised text. */
export type NameMatch =
  | { readonly match: Exclude<Match, "regex">; readonly from: string }
  | { readonly match: "regex"; readonly from: Regex };

/** Rewrites names or values in the answer. */
export interface AnswerRule {
  readonly of: "name" | "value";
  readonly from: Regex;
  /** Normalised; {1} and the like stand for groups. */
  readonly to: string;
}

/** A piece of a name that a rule with metadata makes. */
export type NamePart =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "metadata"; readonly label: string };

/** `name`: another QNAME. */
export type NameRule = NameMatch & {
  readonly kind: "name";
  /** Normalised; {1} and the like stand for groups of a regular expression. */
  readonly to: string;
  /** With the word `metadata`: what the new name is made of. */
  readonly parts: readonly NamePart[] | undefined;
  /** The answer gets the old name back. Exact rules always do so. */
  readonly auto: boolean;
  readonly answers: readonly AnswerRule[];
};

/** `class` and `type`: another number in the question. */
export interface CodeRule {
  readonly kind: "class" | "type";
  readonly from: number;
  readonly to: number;
}

/** What an EDNS rule does to an option. */
export type EdnsAction = "set" | "append" | "replace" | "unset";

/** `edns0 local`, `edns0 nsid`, `edns0 subnet`. `revert` takes the change back in the reply. */
export type EdnsRule =
  | {
      readonly kind: "edns0";
      readonly option: "local";
      readonly action: EdnsAction;
      readonly code: number;
      readonly data: { readonly bytes: Uint8Array } | { readonly variable: string };
      readonly revert: boolean;
    }
  | { readonly kind: "edns0"; readonly option: "nsid"; readonly action: EdnsAction; readonly revert: boolean }
  | {
      readonly kind: "edns0";
      readonly option: "subnet";
      readonly action: EdnsAction;
      readonly ipv4Bits: number;
      readonly ipv6Bits: number;
      readonly revert: boolean;
    };

/** `ttl`: other TTLs in the answer, for names that match. */
export type TtlRule = NameMatch & { readonly kind: "ttl"; readonly minSeconds: number; readonly maxSeconds: number };

/** `rcode`: another response code, for names that match. */
export type RcodeRule = NameMatch & { readonly kind: "rcode"; readonly old: number; readonly new: number };

/** `cname`: another target of a CNAME, which is then looked up. */
export type CnameRule = NameMatch & { readonly kind: "cname"; readonly to: string };

/** What a rule does. */
export type RuleBody = NameRule | CodeRule | EdnsRule | TtlRule | RcodeRule | CnameRule;

/** A rule with what comes after it. */
export type RewriteRule = RuleBody & { readonly mode: Mode; readonly at: Range };
