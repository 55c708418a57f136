/** The colours of Corefiles as a TextMate grammar, for editors and sites that know nothing else; made from the vocabulary. */
import { SCHEMES } from "../corefile/zone-address.ts";
import type { Directive } from "../directive/directive.ts";

/** A rule of a TextMate grammar; regular expressions are Oniguruma's. */
interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}
type Captures = Readonly<Record<string, { readonly name: string }>>;

/** A TextMate grammar. */
export interface Grammar {
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/** A word ends at a space, at a comment or with its line. */
const END_OF_WORD = "(?=[\\s#]|$)";
const START_OF_LINE = "^\\s*";
const OPEN = `(?<=^|\\s)(\\{)${END_OF_WORD}`;
const CLOSE = `(?<=^|\\s)(\\})${END_OF_WORD}`;
const BRACE: Captures = { "1": { name: "punctuation.section.block.corefile" } };
const REST_OF_LINE: readonly Rule[] = [{ include: "#nested" }, { include: "#words" }];

/** The grammar for the directives of a release. */
export function textMateGrammar(directives: readonly Directive<unknown>[]): Grammar {
  return {
    name: "Corefile",
    scopeName: "source.corefile",
    fileTypes: ["Corefile", "corefile"],
    patterns: [
      { include: "#comment" },
      { include: "#import" },
      { include: "#snippet-name" },
      { include: "#block" },
      { include: "#string" },
      { include: "#variable" },
      { include: "#transport" },
      { include: "#port" },
      { name: "entity.name.section.corefile", match: '[^\\s{}",#:]+' },
    ],
    repository: {
      comment: { name: "comment.line.number-sign.corefile", match: "#.*$" },
      import: {
        match: `${START_OF_LINE}(import)\\s+([^\\s#]+)`,
        captures: {
          "1": { name: "keyword.control.import.corefile" },
          "2": { name: "entity.name.function.snippet.corefile" },
        },
      },
      "snippet-name": {
        match: `${START_OF_LINE}(\\([^\\s()]+\\))${END_OF_WORD}`,
        captures: { "1": { name: "entity.name.function.snippet.corefile" } },
      },
      block: {
        begin: OPEN,
        end: CLOSE,
        beginCaptures: BRACE,
        endCaptures: BRACE,
        patterns: [{ include: "#comment" }, { include: "#import" }, ...directives.map(directiveRule), OTHER_DIRECTIVE],
      },
      nested: {
        begin: OPEN,
        end: CLOSE,
        beginCaptures: BRACE,
        endCaptures: BRACE,
        patterns: [{ include: "#comment" }, { include: "#import" }, ...REST_OF_LINE],
      },
      words: { patterns: WORDS.map((name) => ({ include: `#${name}` })) },
      ...ATOMS,
    },
  };
}

/** What may stand in a line, in the order in which it is looked for. */
const WORDS = ["comment", "string", "variable", "transport", "address", "number"];
const ATOMS: Readonly<Record<string, Rule>> = {
  string: {
    name: "string.quoted.double.corefile",
    begin: '(?<=^|\\s)"',
    end: '"',
    patterns: [{ name: "constant.character.escape.corefile", match: '\\\\"' }, { include: "#variable" }],
  },
  variable: { name: "variable.other.environment.corefile", match: "\\{\\$[^}\\s]*\\}|\\{%[^%\\s]*%\\}" },
  transport: { name: "storage.type.transport.corefile", match: `\\b(?:${SCHEMES.join("|")})://` },
  port: { name: "constant.numeric.port.corefile", match: ":\\d+(?:-\\d+)?(?=[\\s,#/]|$)" },
  address: {
    name: "constant.numeric.address.corefile",
    match:
      "(?<=^|[\\s/])(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]?)(?:/\\d{1,3})?(?::\\d+)?(?=[\\s#]|$)",
  },
  number: {
    name: "constant.numeric.corefile",
    match: `(?<=^|\\s)\\d+(?:\\.\\d+)?(?:ns|us|µs|ms|s|m|h)?${END_OF_WORD}`,
  },
};

/** A word that is no directive of CoreDNS itself may be one of a plugin that somebody has added. */
const OTHER_DIRECTIVE: Rule = {
  begin: `${START_OF_LINE}([^\\s{}"#]+)`,
  end: "$",
  beginCaptures: { "1": { name: "support.function.directive.other.corefile" } },
  patterns: REST_OF_LINE,
};

/** One directive's line, with the block behind it. */
function directiveRule({ name, properties, anyCase }: Directive<unknown>): Rule {
  const names = Object.keys(properties);
  const property: Rule = {
    match: `${START_OF_LINE}(${anyCase ? "(?i)" : ""}${alternatives(names)})${END_OF_WORD}`,
    captures: { "1": { name: "support.type.property-name.corefile" } },
  };
  const block: Rule = {
    begin: OPEN,
    end: CLOSE,
    beginCaptures: BRACE,
    endCaptures: BRACE,
    patterns: [{ include: "#comment" }, { include: "#import" }, property, ...REST_OF_LINE],
  };
  return {
    name: `meta.directive.${name}.corefile`,
    begin: `${START_OF_LINE}(${alternatives([name])})${END_OF_WORD}`,
    end: "$",
    beginCaptures: { "1": { name: "keyword.control.directive.corefile" } },
    patterns: names.length === 0 ? REST_OF_LINE : [block, ...REST_OF_LINE],
  };
}

/** Longer words first, so that none hides another that begins with it. */
function alternatives(words: readonly string[]): string {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return escaped.sort((left, right) => right.length - left.length || (left < right ? -1 : 1)).join("|");
}
