/** How acl is written in a Corefile. */
import { rest } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, refused, taken } from "../../directive/kind.ts";
import { qtype } from "../../directive/kinds/code.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { clauses } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import { type IpNetwork, parseCidr } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";

/** A type or a network that stands for all. */
export type Everything = "*";
const EVERYTHING: Everything = "*";

const known = qtype({ unknown: position("unexpected token {value:q}; expect legal QTYPE") });

/** A QTYPE, or all. */
const type: Kind<number | Everything> = {
  ...known,
  expects: "an RR type such as A or MX in capitals, or * for all",
  suggestions: [{ text: EVERYTHING, detail: "All types." }, ...(known.suggestions ?? [])],
  read: (text) => (text === EVERYTHING ? taken(EVERYTHING) : known.read(text)),
};

/** A network, an address, or all. */
const network: Kind<IpNetwork | Everything> = {
  name: "cidr",
  look: "address",
  placeholder: "SOURCE",
  expects: "a network such as 192.0.2.0/24, an address, or * for all",
  suggestions: [{ text: EVERYTHING, detail: "All clients." }],
  read(text) {
    if (text === EVERYTHING) return taken(EVERYTHING);
    const written = text.includes("/") ? text : `${text}${text.includes(":") ? "/128" : "/32"}`;
    const read = parseCidr(written);
    return read === undefined ? refused(position(`illegal CIDR notation ${quote(written)}`)) : taken(read);
  },
};

const sections = clauses(
  {
    type: rest(type, {
      placeholder: "QTYPE",
      endsAt: EVERYTHING,
      summary: "Only questions of these types; all by default.",
    }),
    net: rest(network, {
      placeholder: "SOURCE",
      endsAt: EVERYTHING,
      summary: "Only clients in these networks; all by default.",
    }),
  },
  {
    anyCase: true,
    unknown: position("unexpected token {value:q}; expect 'type | net'"),
    empty: position('no token specified in "{value:lower}" section'),
  },
);

export const directive = defineDirective({
  name: "acl",
  whatIfs: [
    {
      words: "without this rule",
      when: ["blocked", "filtered", "dropped", "allowed"],
      change: { kind: "without the rule" },
    },
    {
      words: "from another address",
      when: ["blocked", "filtered", "dropped", "allowed", "noRule"],
      change: { kind: "other client" },
    },
  ],
  since: "1.6.4",
  inChain: true,
  template: {
    summary: "Only some clients may ask.",
    lines: ["acl <example.org> {", "    allow net <192.0.2.0/24>", "    block net *", "}"],
  },
  rules: ["allow", "block", "filter", "drop"],
  exits: ({ properties: { block, filter, drop } }) => [
    ...(block.length > 0 ? [{ on: "blocked", leads: "end" as const, to: "REFUSED" }] : []),
    ...(filter.length > 0 ? [{ on: "filtered", leads: "end" as const, to: "NODATA" }] : []),
    ...(drop.length > 0 ? [{ on: "dropped", leads: "end" as const, to: "no reply" }] : []),
  ],
  repeat: "each",
  summary: "Decides who may ask what; the first rule that matches counts.",
  args: { zones: rest(zone, { summary: "Only names in these zones; the server block's by default." }) },
  meant: {
    deny: "block",
    reject: "block",
    refuse: "block",
    refused: "block",
    permit: "allow",
    accept: "allow",
    ignore: "drop",
  },
  properties: {
    allow: property({ summary: "Lets the query through.", args: sections, repeat: "each" }),
    block: property({ summary: "Answers REFUSED.", args: sections, repeat: "each" }),
    filter: property({ since: "1.8.3", summary: "Answers NOERROR without records.", args: sections, repeat: "each" }),
    drop: property({ since: "1.10.1", summary: "Sends no reply at all.", args: sections, repeat: "each" }),
  },
  anyCase: true,
  unknownProperty: position("unexpected token {value:q}; expect 'allow', 'block', 'filter' or 'drop'"),
  earlier: [
    { before: "1.8.3", unknownProperty: position("unexpected token {value:q}; expect 'allow' or 'block'") },
    { before: "1.10.1", unknownProperty: position("unexpected token {value:q}; expect 'allow', 'block', or 'filter'") },
  ],
});

/** One use of acl; `lines` has the rules in their order. */
export type AclConfig = ConfigOf<typeof directive>;
