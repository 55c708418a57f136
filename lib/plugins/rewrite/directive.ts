/** How rewrite is written in a Corefile: what the rules look like; read-rule.ts says what they mean. */
import { one, optional, rest } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { lineSyntax } from "../../directive/describe.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { qclass, qtype, rcode } from "../../directive/kinds/code.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { text } from "../../directive/kinds/text.ts";
import { rawName } from "../../directive/kinds/zone.ts";
import { custom, form, forms, type Line } from "../../directive/line.ts";
import { VARIABLES } from "./read-edns-rule.ts";
import { readRule } from "./read-rule.ts";
import type { RewriteRule } from "./rule-config.ts";

const match = optional(
  keyword(["exact", "prefix", "suffix", "substring", "regex"], {
    anyCase: true,
    details: {
      exact: "The whole name; the default.",
      prefix: "The start of the name.",
      suffix: "The end of the name.",
      substring: "Any part of the name.",
      regex: "A regular expression; {1} and the like stand for its groups.",
    },
  }),
  { take: "if it fits" },
);
const from = one(rawName, { placeholder: "FROM" });
const to = one(rawName, { placeholder: "TO" });

const answer = rest(
  named(text, {
    placeholder: "answer ...",
    suggestions: [{ text: "answer auto" }, { text: "answer name" }, { text: "answer value" }, { text: "metadata" }],
  }),
  {
    summary:
      "answer auto puts the old name back into the reply; answer name FROM TO and answer value FROM TO rewrite what is in it.",
  },
);

const action = one(
  keyword(["set", "append", "replace", "unset"], {
    details: {
      set: "Adds the option or changes it.",
      append: "Adds the option.",
      replace: "Changes the option if it is there.",
      unset: "Removes the option.",
    },
  }),
);
const revert = optional(keyword(["revert"]), { summary: "Undoes the change in the reply." });
const data = named(text, {
  placeholder: "DATA",
  expects: "a text, 0x and hexadecimal digits, or a variable in braces",
  suggestions: VARIABLES.map((variable) => ({ text: variable })),
});
const number = named(text, { placeholder: "NUMBER", expects: "a number" });

const edns = forms(
  {
    local: form(
      { action, code: one(number, { placeholder: "CODE" }), data: optional(data), revert },
      { summary: "An option for local use." },
    ),
    nsid: form({ action, revert }, { summary: "The server's identifier." }),
    subnet: form(
      {
        action,
        ipv4: optional(number, { placeholder: "V4_BITS" }),
        ipv6: optional(number, { placeholder: "V6_BITS" }),
        revert,
      },
      { summary: "The client's network." },
    ),
  },
  { unknown: plain("invalid rule type {value:q}") },
);

const rules = {
  name: form({ match, from, to, answer }, { summary: "Changes the name in the question." }),
  class: form(
    { from: one(qclass(), { placeholder: "FROM_CLASS" }), to: one(qclass(), { placeholder: "TO_CLASS" }) },
    { summary: "Changes the class of the question." },
  ),
  type: form(
    { from: one(qtype(), { placeholder: "FROM_TYPE" }), to: one(qtype(), { placeholder: "TO_TYPE" }) },
    { summary: "Changes the type of the question." },
  ),
  edns0: form(edns, { summary: "Changes EDNS options in the query." }),
  ttl: form(
    { match, from, seconds: one(number, { placeholder: "SECONDS|MIN-MAX" }) },
    { summary: "Changes TTLs in the reply." },
  ),
  cname: form({ match, from, to }, { summary: "Changes the target of a CNAME in the reply, which is then looked up." }),
  rcode: form(
    { match, from, old: one(rcode(), { placeholder: "FROM_RCODE" }), new: one(rcode(), { placeholder: "TO_RCODE" }) },
    { summary: "Changes the response code of the reply." },
  ),
};
const unknown = plain("invalid rule type {value:q}");

const looks: readonly Line<unknown>[] = [
  forms(
    {
      ...rules,
      continue: form(forms(rules, { unknown }), { summary: "Later rules are tried after this one." }),
      stop: form(forms(rules, { unknown }), { summary: "No rule is tried after this one; the default." }),
    },
    { unknown, anyCase: true },
  ),
];

const syntax = lineSyntax(forms(rules, { unknown })).map((rule) => `[continue|stop] ${rule}`);

export const directive = defineDirective({
  name: "rewrite",
  whatIfs: [
    {
      words: "with continue, so that later rules are tried too",
      when: ["stops"],
      change: { kind: "second word", word: "continue", instead: ["stop"] },
    },
    { words: "without this rule", when: ["applied"], change: { kind: "without the rule" } },
  ],
  since: "001",
  inChain: true,
  changesNames: true,
  rules: "uses",
  namePattern: ({ args }) => ("match" in args ? args : undefined),
  repeat: "each",
  summary: "Changes queries before other plugins see them, and replies before the client does.",
  // With less than two words on its line a rule may stand in braces.
  args: custom<RewriteRule>({ looks, syntax, blockBelow: 2, read: readRule }),
  block: false,
});

/** One use of rewrite: `args` is the rule. */
export type RewriteConfig = ConfigOf<typeof directive>;
