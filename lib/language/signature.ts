/** How the line at a place goes on: its alternatives, the one that fits, and the argument that comes next. */
import { argumentSyntax, lineSyntax } from "../directive/describe.ts";
import type { ClausesLine, Line, OrderedLine } from "../directive/line.ts";
import { type Place, placeOf, placesAfter } from "../directive/places.ts";
import { askedAt } from "./corefile/asked.ts";
import { IMPORT_WORDS } from "./corefile/import-words.ts";
import { argumentsOf } from "./corefile/meanings.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** One argument in a signature. */
interface Parameter {
  /** Where it stands in the label: offsets of its start and its end. */
  readonly start: number;
  readonly end: number;
  readonly documentation: string;
}

/** One way to write a line. */
interface Signature {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly Parameter[];
}

/** The ways to write the line at a place. */
export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  /** The one that fits what is written. */
  readonly active: number;
  /** The parameter that is being written; -1 when the line is full. */
  readonly activeParameter: number;
}

/** One alternative: fixed words, then arguments. */
interface Alternative {
  readonly lead: readonly string[];
  readonly line: OrderedLine<unknown> | ClausesLine<unknown>;
  readonly anyCase: boolean;
}

/** Undefined where no argument is being written. */
export function getSignature(workspace: LanguageWorkspace, place: TextPlace): SignatureHelp | undefined {
  const asked = askedAt(workspace, place);
  const line = asked?.spot.kind === "argument" ? asked.spot.line : undefined;
  if (asked === undefined || line === undefined) return undefined;
  const words = asked.spot.before.map(({ text }) => text);
  if (line.kind === "import") return importSignature(words.length);
  const given = argumentsOf(workspace, asked.owner, line.name.text);
  if (given === undefined) return undefined;
  const { directive, property } = given;
  const summary = property === undefined ? directive.summary : (directive.properties[property]?.summary ?? "");
  const all = alternatives(given.line);
  const written = [...given.lead, ...words];
  const scores = all.map((alternative) => scoreOf(alternative, written));
  const active = scores.indexOf(Math.max(...scores));
  const chosen = all[active];
  if (chosen === undefined) return undefined;
  const head = property === undefined && given.lead.length > 0 ? directive.name : line.name.text;
  const signatures = all.map((alternative) => signatureOf(head, alternative, summary));
  return { signatures, active, activeParameter: activeParameter(chosen, written) };
}

function importSignature(count: number): SignatureHelp {
  const label = IMPORT_WORDS.detail;
  const start = label.indexOf(" ") + 1;
  const parameters = [{ start, end: label.length, documentation: "A snippet, a file, or a pattern for files." }];
  const signature = { label, documentation: "Replaces itself with lines from elsewhere.", parameters };
  return { signatures: [signature], active: 0, activeParameter: count === 0 ? 0 : -1 };
}

function alternatives(line: Line<unknown>, lead: readonly string[] = [], anyCase = false): readonly Alternative[] {
  switch (line.shape) {
    case "ordered":
    case "clauses":
      return [{ lead, line, anyCase }];
    case "forms":
      return Object.entries(line.forms).flatMap(([name, form]) =>
        alternatives(form.line, name === "" ? lead : [...lead, name], anyCase || line.options.anyCase === true),
      );
    case "custom":
      return line.looks.flatMap((look) => alternatives(look, lead, anyCase));
  }
}

/** How many of the fixed words are there; one that differs rules the alternative out. */
function scoreOf({ lead, anyCase }: Alternative, words: readonly string[]): number {
  let score = 0;
  for (const [index, fixed] of lead.entries()) {
    const word = words[index];
    if (word === undefined) return score;
    if (word !== fixed && !(anyCase && word.toLowerCase() === fixed)) return -1;
    score++;
  }
  return score;
}

function signatureOf(name: string, { lead, line }: Alternative, documentation: string): Signature {
  let label = name;
  const parameters: Parameter[] = [];
  const add = (text: string, words: string): void => {
    label += ` ${text}`;
    parameters.push({ start: label.length - text.length, end: label.length, documentation: words });
  };
  for (const word of lead) add(word, "");
  for (const { text, place } of partsOf(line)) add(text, placeWords(place));
  return { label, documentation, parameters };
}

interface Part {
  readonly name: string;
  readonly text: string;
  readonly place: Place;
}

function partsOf(line: OrderedLine<unknown> | ClausesLine<unknown>): readonly Part[] {
  if (line.shape === "ordered") {
    return Object.entries(line.args).map(([name, argument]) => ({
      name,
      text: argumentSyntax(name, argument),
      place: placeOf(name, argument),
    }));
  }
  return Object.entries(line.clauses).map(([name, argument]) => ({
    name,
    text: lineSyntax({ ...line, clauses: { [name]: argument } })[0] ?? name,
    place: placeOf(name, argument),
  }));
}

function placeWords({ summary, expects }: Place): string {
  return summary ?? `Expects ${expects}.`;
}

function activeParameter({ lead, line }: Alternative, words: readonly string[]): number {
  if (words.length < lead.length) return words.length;
  const [next] = placesAfter(line, words.slice(lead.length));
  if (next === undefined) return -1;
  const at = partsOf(line).findIndex(({ name }) => name === next.name);
  return at < 0 ? -1 : lead.length + at;
}
