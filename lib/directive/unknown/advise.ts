/** What to know about words in the place of directives and properties that CoreDNS does not have. */
import type { Problem } from "../../corefile/problem.ts";
import { UNKNOWN_DIRECTIVE } from "../../corefile/reader.ts";
import { readAddress } from "../../dns/text/address.ts";
import type { Directive } from "../directive.ts";
import { changeTo, isClosedKind, meantWords } from "../meant.ts";
import { didYouMean, nearestWords } from "../nearest.ts";
import { aboutOtherBuild } from "./other-builds.ts";
import { placeholdersIn } from "./placeholder.ts";

/** All directives of this CoreDNS. */
export type Directives = readonly Directive<unknown>[];

/** What is known of a word: a sentence, and other words for it. */
interface About {
  readonly help?: string | undefined;
  readonly words?: readonly string[];
}

/** The problems, with help and fixes for those that are about an unknown directive or property. */
export function adviseOnUnknown(problems: readonly Problem[], directives: Directives): readonly Problem[] {
  if (!problems.some(isUnadvised)) return problems;
  return problems.map((problem) => (isUnadvised(problem) ? remembered(problem, directives) : problem));
}

/** While a text is edited most of its problems stay the very same. */
const known = new WeakMap<Problem, Problem>();

function remembered(problem: Problem, directives: Directives): Problem {
  const before = known.get(problem);
  if (before !== undefined) return before;
  const made = advised(problem, directives);
  known.set(problem, made);
  return made;
}

/** True for a problem about an unknown word of which nothing was said yet. */
export function isUnadvised({ unknown, help }: Problem): boolean {
  return unknown !== undefined && help === undefined;
}

function advised(problem: Problem, directives: Directives): Problem {
  const { code, unknown = "", range } = problem;
  const directive = directives.find(({ name }) => code.startsWith(`${name}.`));
  const { help, words = [] } =
    code === UNKNOWN_DIRECTIVE || directive === undefined
      ? aboutDirective(unknown, directives)
      : aboutProperty(unknown, directive, directives);
  const advice = [...(words.length === 0 ? [] : [didYouMean(words)]), ...(help === undefined ? [] : [help])].join(" ");
  // Where a variable stands in the text, the word is not what would be replaced.
  const isWritten = range.end.offset - range.start.offset === unknown.length;
  return {
    ...problem,
    ...(advice === "" ? {} : { help: advice }),
    ...(words.length === 0 || !isWritten ? {} : { fixes: words.map((word) => changeTo(range, word)) }),
  };
}

function aboutDirective(word: string, directives: Directives): About {
  const odd = aboutOddWord(word) ?? aboutOtherBuild(word);
  if (odd !== undefined) return { help: odd };
  const owners = ownersOf(word, directives);
  if (owners.length > 0) {
    return {
      help: `${word} is a property of ${inWords(owners)}: it stands in the braces behind one of them. Look whether the brace before it is missing, glued to a word, or closed too early.`,
    };
  }
  const words = nearestWords(word, [...directives.map(({ name }) => name), "import"]);
  if (words.length > 0) return { words };
  return {
    help: `CoreDNS 1.15.0 as it is released has no plugin called ${word}. If it is none of your own spelling, it is of another build, into which it was compiled with a line in plugin.cfg.`,
  };
}

function aboutProperty(word: string, directive: Directive<unknown>, directives: Directives): About {
  const { name, properties, meant } = directive;
  const placeholder = aboutPlaceholder(word);
  if (placeholder !== undefined) return { help: placeholder };
  if (Object.keys(properties).length === 0) return { help: `${name} has no properties.` };
  const value = Object.keys(properties).find((property) => takesWord(directive, property, word));
  if (value !== undefined) return { words: [`${value} ${word}`] };
  const words = meantWords(word, { words: Object.keys(properties), meant });
  if (directives.some((other) => other.name === word)) {
    const help = `${word} is a directive of its own: it stands outside of the braces of ${name}.`;
    return { help, words: words.filter((other) => other.startsWith(`${word}_`)) };
  }
  const owners = ownersOf(word, directives);
  if (words.length > 0) return { words };
  if (owners.length > 0) return { help: `${word} is a property of ${inWords(owners)}, not of ${name}.` };
  return { help: `${name} has ${inWords(Object.keys(properties), "and")}.` };
}

/** Whether a word is one of the few that a property takes. */
function takesWord({ properties }: Directive<unknown>, name: string, word: string): boolean {
  const line = properties[name]?.line;
  if (line?.shape !== "ordered") return false;
  const [first] = Object.values(line.args);
  if (first === undefined || !isClosedKind(first.kind.name)) return false;
  return first.kind.suggestions?.some(({ text }) => text === word) === true;
}

/** Words that are not even meant to be a directive. */
function aboutOddWord(word: string): string | undefined {
  const placeholder = aboutPlaceholder(word);
  if (placeholder !== undefined) return placeholder;
  if (word === "{") return "The opening brace stands on the line of what it opens, with a blank before it.";
  if (/^[A-Za-z]\w*:$/.test(word) || word === "-") {
    return "This is YAML and no Corefile. Of a ConfigMap, the Corefile is only the text below data.Corefile.";
  }
  if (readAddress(word) !== undefined) {
    return "A line with an address and its names stands in the braces behind hosts.";
  }
  if (/^(?:\/\/|--|;|\/\*)/.test(word)) return "A comment begins with #.";
  if (word === "." || /^(?:\w+:\/\/)?[^:]*:\d+$/.test(word) || /^[^.]+\.[^.]/.test(word)) {
    return `${word} looks like the key of a server block, and none can stand within another one: close the block before it first.`;
  }
  return undefined;
}

function aboutPlaceholder(word: string): string | undefined {
  if (word.startsWith("{{")) return unfilled(placeholdersIn(`${word}}}`)[0]?.filledBy ?? "", word);
  const [first] = placeholdersIn(word);
  return first === undefined ? undefined : unfilled(first.filledBy, first.text);
}

/** What to say of a place-holder that is still there. */
export function unfilled(filledBy: string, text: string): string {
  return `${text} is a place-holder that was not filled in: that is done by ${filledBy}. Check what comes out of that, or write the value in its place.`;
}

function ownersOf(word: string, directives: Directives): readonly string[] {
  return directives.filter(({ properties }) => Object.hasOwn(properties, word)).map(({ name }) => name);
}

const MAX_NAMES = 8;

function inWords(names: readonly string[], last = "or"): string {
  const shown = names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), "others"] : names;
  const end = shown.at(-1) ?? "";
  return shown.length < 2 ? end : `${shown.slice(0, -1).join(", ")} ${last} ${end}`;
}
