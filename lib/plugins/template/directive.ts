/** How template is written in a Corefile. */

import { one, optional, rest } from "../../directive/argument.ts";
import { plain, position, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { qclass, qtype, rcode } from "../../directive/kinds/code.ts";
import { unsigned } from "../../directive/kinds/number.ts";
import { regex } from "../../directive/kinds/regex.ts";
import { expression, template, text } from "../../directive/kinds/text.ts";
import { fallthroughZones, zone, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { custom, line, steps } from "../../directive/line.ts";
import { fallthrough, property, setting } from "../../directive/property.ts";
import { Value } from "../../directive/value.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { quote } from "../../go/quote.ts";
import { parseUint10 } from "../../go/strconv.ts";
import { readTemplate, type Template } from "../../template/template.ts";
import type { Range } from "../../text/position.ts";
import { type ConditionLine, readConditions } from "./conditions.ts";
import { parseIntFunction } from "./data.ts";
import { isReserved } from "./reserved.ts";

const MAX_REGEX = 10_000;
const VARIABLE = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

const pattern = regex({
  maxOctets: MAX_REGEX,
  tooLong: (octets) => position(`regex pattern too long: ${octets} > ${MAX_REGEX}`),
});

/** Templates of a section, read. */
interface Templates {
  readonly templates: readonly Value<Template>[];
}

const section = (name: "answer" | "additional" | "authority", summary: string) =>
  property({
    summary,
    args: custom<Templates>({
      looks: [line({ templates: rest(template, { min: 1, placeholder: "RECORD" }) })],
      read(words, reader) {
        if (words.length === 0) return reader.complain(wrongCount);
        const templates: Value<Template>[] = [];
        for (const word of words) {
          const read = readTemplate(name, word.text, new Map([["parseInt", parseIntFunction]]));
          // CoreDNS names the last word of the line, whichever is wrong.
          if ("error" in read)
            return reader.complain(position(`could not compile template: ${words.at(-1)?.text}, ${read.error}`), word);
          templates.push(new Value(read, word));
        }
        return { templates };
      },
    }),
    repeat: "merge",
  });

/** An extended error (RFC 8914). */
interface ExtendedErrorArgs {
  readonly code: number;
  readonly reason: string;
}

const ederror = custom<ExtendedErrorArgs>({
  looks: [
    line({ code: one(unsigned(16), { placeholder: "CODE" }), reason: optional(text, { placeholder: "REASON" }) }),
  ],
  read(words, reader) {
    const [code, reason] = words;
    if (code === undefined || words.length > 2) return reader.complain(wrongCount, words[2]);
    const read = parseUint10(code.text, 16);
    if (read.ok) return { code: read.value, reason: reason?.text ?? "" };
    return reader.complain(
      position(`error parsing extended DNS error code ${words.at(-1)?.text}, ${read.error}`),
      code,
    );
  },
});

/** A line with an expression. */
interface ExpressionUse {
  readonly at: Range;
  readonly args: { readonly name?: Value<string>; readonly expression: readonly Value<string>[] };
}

/** The lines of `var` and `expr` in the order in which they stand. */
export function conditionLines(properties: {
  readonly var: readonly ExpressionUse[];
  readonly expr: readonly ExpressionUse[];
}): readonly ConditionLine[] {
  return [...properties.var, ...properties.expr]
    .toSorted((left, right) => left.at.start.offset - right.at.start.offset)
    .map(({ at, args }) => ({
      at,
      name: args.name?.text,
      source: args.expression.map(({ text: word }) => word).join(" "),
    }));
}

export const directive = defineDirective({
  name: "template",
  whatIfs: [withFallthrough("noFallthrough")],
  since: "1.0.3",
  inChain: true,
  template: {
    summary: "One answer for all names of a zone.",
    lines: [
      "template IN <A> <example.org> {",
      '    answer "{{ .Name }} 60 IN <A> <192.0.2.1>"',
      "    fallthrough",
      "}",
    ],
  },
  answers({ args, properties }, blockZones) {
    const isConditional = properties.match !== undefined || properties.expr.length > 0;
    const isForInternet = args.class.value === Class.IN || args.class.value === Class.ANY;
    const passes = isConditional ? fallthroughZones(properties.fallthrough) : [];
    return {
      zones: zonesOrBlock(args.zones, blockZones),
      ...(args.type.value === RRType.ANY ? {} : { type: args.type.value }),
      passes: isForInternet ? passes : undefined,
      takesFallthrough: isConditional,
    };
  },
  miss: "SERVFAIL",
  rules: "uses",
  repeat: "each",
  summary: "Answers from templates that are filled in from the query.",
  args: steps({
    class: one(qclass({ unknown: position("invalid query class {value}") }), {
      summary: "The class of questions; ANY for all.",
    }),
    type: one(qtype({ unknown: position("invalid RR class {value}") }), {
      summary: "The type of questions; ANY for all.",
    }),
    zones: rest(zone, { summary: "Only names in these zones; the server block's by default." }),
  }),
  meant: {
    status: "rcode",
    code: "rcode",
    response: "answer",
    reply: "answer",
    record: "answer",
    regex: "match",
    pattern: "match",
    extra: "additional",
  },
  properties: {
    match: property({
      summary: "Only names that one of these regular expressions matches; all by default.",
      args: {
        patterns: rest(pattern, {
          min: 1,
          placeholder: "REGEX",
          says: position("could not parse regex: {value}, {error}"),
        }),
      },
      repeat: "merge",
    }),
    answer: section("answer", "Records for the answer section, in the form of a zone file."),
    additional: section("additional", "Records for the additional section, in the form of a zone file."),
    authority: section("authority", "Records for the authority section, in the form of a zone file."),
    var: property({
      since: "1.15.0",
      summary: "Names the value of an expression, for templates and for later expressions.",
      args: { name: one(text, { placeholder: "NAME" }), expression: rest(expression, { min: 1 }) },
      repeat: "each",
      check({ name }, complain, earlier) {
        const isTaken = earlier.some(({ args }) => args.name.text === name.text);
        if (!VARIABLE.test(name.text)) complain(position(`invalid variable name ${quote(name.text)}`), name);
        else if (isTaken || isReserved(name.text))
          complain(position(`variable name ${quote(name.text)} is reserved`), name);
      },
    }),
    expr: property({
      since: "1.15.0",
      summary: "Only queries for which this expression is true.",
      args: { expression: rest(expression, { min: 1 }) },
      repeat: "each",
    }),
    rcode: setting(
      "The response code; NOERROR by default.",
      one(rcode({ unknown: position("unknown rcode {value}") })),
    ),
    ederror: property({ since: "1.10.1", summary: "An extended error for the reply (RFC 8914).", args: ederror }),
    upstream: property({
      summary: "Has no effect any more.",
      args: { words: rest(named(text, { placeholder: "ADDRESS" })) },
      obsolete: true,
    }),
    fallthrough: fallthrough("Names that no regular expression matches go to the next plugin."),
  },
  unknownProperty: wrongCount,
  refine({ properties }, complain) {
    const conditions = readConditions(conditionLines(properties));
    if (!("error" in conditions)) return;
    const { at, error } = conditions;
    complain(plain(`${at.file}:${at.start.line} - Error during parsing: ${error}`), at);
  },
});

/** One use of template. */
export type TemplateConfig = ConfigOf<typeof directive>;
