/** Words about a directive, made from its description: syntax for the manual, Markdown for the editor. */
import type { Argument } from "./argument.ts";
import type { Directive } from "./directive.ts";
import type { Arguments, Line } from "./line.ts";
import { type Place, placeholderOf } from "./places.ts";
import type { Property } from "./property.ts";

/** How a line may be written behind its word; one text for each alternative, empty when nothing may stand there. */
export function lineSyntax(line: Line<unknown>): readonly string[] {
  switch (line.shape) {
    case "ordered":
      return [orderedSyntax(line.args)];
    case "forms":
      return Object.entries(line.forms).flatMap(([name, form]) =>
        lineSyntax(form.line).map((args) => joined(name, args)),
      );
    case "clauses":
      return [
        Object.entries(line.clauses)
          .map(([name, argument]) => `[${name} ${bare(name, argument)}]`)
          .join(" "),
      ];
    case "custom":
      return line.syntax ?? [...new Set(line.looks.flatMap(lineSyntax))];
  }
}

function orderedSyntax(args: Arguments): string {
  return Object.entries(args)
    .map(([name, argument]) => argumentSyntax(name, argument))
    .join(" ");
}

/** An argument in a syntax line: `FILE`, `[TTL]`, `[ZONES...]`. */
export function argumentSyntax(name: string, argument: Argument<unknown>): string {
  const isNeeded = argument.occurs === "one" || (argument.occurs === "rest" && (argument.options.min ?? 0) > 0);
  const text = bare(name, argument);
  return isNeeded ? text : `[${text}]`;
}

function bare(name: string, argument: Argument<unknown>): string {
  const text = placeholderOf(name, argument);
  return argument.occurs === "rest" && !text.endsWith("...") ? `${text}...` : text;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** How a property may be written, one text for each alternative. */
export function propertySyntax(name: string, { line }: Property<unknown>): readonly string[] {
  return lineSyntax(line).map((args) => joined(name, args));
}

/** How the directive may be written, without its block: one text for each alternative. */
export function headSyntax({ name, line }: Directive<unknown>): readonly string[] {
  return lineSyntax(line).map((args) => joined(name, args));
}

/** The whole syntax as manual pages have it, block and all. */
export function directiveSyntax(directive: Directive<unknown>): string {
  const heads = headSyntax(directive);
  const properties = Object.entries(directive.properties)
    .filter(([, { obsolete }]) => obsolete !== true)
    .flatMap(([name, property]) => propertySyntax(name, property));
  const rows = directive.rows === undefined ? [] : [`[${directive.rows.placeholder}]`];
  const block = [...rows, ...properties];
  if (block.length === 0) return heads.join("\n");
  return [
    ...heads.slice(0, -1),
    `${heads.at(-1) ?? directive.name} {`,
    ...block.map((line) => `    ${line}`),
    "}",
  ].join("\n");
}

/** What to show over a directive's word: how its line is written, what it does, since when, and its properties. */
export function directiveHover(directive: Directive<unknown>, notes: readonly string[] = []): string {
  const isOpen = directive.rows !== undefined || Object.keys(directive.properties).length > 0;
  const heads = headSyntax(directive).map((head, index, { length }) =>
    isOpen && index === length - 1 ? `${head} { … }` : head,
  );
  return [
    fenced(heads.join("\n")),
    directive.summary,
    ...footnotes(directive),
    ...notes,
    ...blockNotes(directive),
  ].join("\n\n");
}

/** Rows and properties as a list. */
function blockNotes({ rows, properties }: Directive<unknown>): readonly string[] {
  const free = rows === undefined ? [] : [`- \`${rows.placeholder}\`: ${rows.summary}`];
  const named = Object.entries(properties)
    .filter(([, { obsolete }]) => obsolete !== true)
    .map(([name, property]) => `- \`${propertySyntax(name, property)[0] ?? name}\`: ${property.summary}`);
  const notes = [...free, ...named];
  return notes.length === 0 ? [] : [notes.join("\n")];
}

function footnotes({ since, inChain }: Directive<unknown>): readonly string[] {
  const notes = [
    ...(since === undefined ? [] : [`Since CoreDNS ${since}.`]),
    ...(inChain ? [] : ["Not in the path of queries."]),
  ];
  return notes.length === 0 ? [] : [notes.join(" ")];
}

/** What to show over a property's word. */
export function propertyHover(name: string, property: Property<unknown>): string {
  const since = property.since === undefined ? [] : [`Since CoreDNS ${property.since}.`];
  return [
    fenced(propertySyntax(name, property).join("\n")),
    property.summary,
    ...argumentNotes(property.line),
    ...since,
  ].join("\n\n");
}

/** What to show over an argument. */
export function placeHover({ placeholder, expects, summary, suggestions }: Place): string {
  const details = suggestions.flatMap(({ text, detail }) => (detail === undefined ? [] : [`- \`${text}\`: ${detail}`]));
  return [
    `\`${placeholder}\`${summary === undefined ? "" : `: ${summary}`}`,
    `Expects ${expects}.`,
    ...(details.length === 0 ? [] : [details.join("\n")]),
  ].join("\n\n");
}

/** What the arguments of a line are good for, as a list. */
function argumentNotes(line: Line<unknown>): readonly string[] {
  const args = line.shape === "ordered" ? line.args : line.shape === "clauses" ? line.clauses : {};
  const notes = Object.entries(args).flatMap(([name, argument]) => {
    const { summary } = argument.options;
    return summary === undefined ? [] : [`- \`${argumentSyntax(name, argument)}\`: ${summary}`];
  });
  return notes.length === 0 ? [] : [notes.join("\n")];
}

function fenced(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}
