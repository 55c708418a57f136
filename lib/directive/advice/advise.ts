/** What to do about problems of which CoreDNS's words alone do not tell: unknown words, and what is missing at its start. */

import { UNKNOWN_DIRECTIVE } from "../../corefile/reader.ts";
import { readAddress } from "../../go/address.ts";
import { includePath } from "../../go/path.ts";
import type { Problem } from "../../text/problem.ts";
import { cameLater } from "../dated.ts";
import type { Directive } from "../directive.ts";
import { changeTo, isClosedKind, meantWords } from "../meant.ts";
import { didYouMean, nearestWords } from "../nearest.ts";
import { createFileFix } from "./new-file.ts";
import { aboutOtherBuild } from "./other-builds.ts";
import { aboutOutside } from "./outside.ts";
import { placeholdersIn } from "./placeholder.ts";
import { REMOVED_DIRECTIVES, removedIn } from "./removed.ts";
import { aboutStartUp } from "./start-up.ts";

/** All directives of this CoreDNS. */
export type Directives = readonly Directive<unknown>[];

/** What is known of a word: a sentence, and other words for it. */
interface About {
  readonly help?: string | undefined;
  readonly words?: readonly string[];
}

/** The problems, with help for those that have none, and fixes for those that are about an unknown word. */
export function advise(problems: readonly Problem[], directives: Directives): readonly Problem[] {
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

/** True for a problem of which more can be said. */
export function isUnadvised(problem: Problem): boolean {
  if (problem.fixes === undefined && zoneOfForward(problem) !== undefined) return true;
  if (problem.help === undefined && aboutOutside(problem) !== undefined) return true;
  if (problem.help !== undefined || problem.severity !== "error") return false;
  return problem.unknown !== undefined || LAST_WORD.test(problem.message) || aboutStartUp(problem) !== undefined;
}

function advised(problem: Problem, directives: Directives): Problem {
  const { code, unknown, range } = problem;
  if (unknown === undefined) {
    const found = {
      ...fileToImport(problem),
      ...zoneOfFile(problem),
      ...zoneOfForward(problem),
      ...aboutOutside(problem),
    };
    const help = problem.help ?? aboutStartUp(problem) ?? directiveOnLine(problem, directives);
    return { ...withHelp(problem, help), ...found };
  }
  const directive = directives.find(({ name }) => code.startsWith(`${name}.`));
  const { help, words = [] } =
    code === UNKNOWN_DIRECTIVE || directive === undefined
      ? aboutDirective(unknown, directives)
      : aboutProperty(unknown, directive, directives);
  const advice = [...(words.length === 0 ? [] : [didYouMean(words)]), ...(help === undefined ? [] : [help])];
  // Where a variable stands in the text, the word is not what would be replaced.
  const isWritten = range.end.offset - range.start.offset === unknown.length;
  const fixes = words.length === 0 || !isWritten ? {} : { fixes: words.map((word) => changeTo(range, word)) };
  return { ...withHelp(problem, advice.length === 0 ? undefined : advice.join(" ")), ...fixes };
}

/** The word with which a line is too long, or ends too early. */
const LAST_WORD = /unexpected line ending after '([a-z]\w*)'$/;

/** A directive that stands behind the words of another one. */
function directiveOnLine({ code, message }: Problem, directives: Directives): string | undefined {
  const [, word = ""] = LAST_WORD.exec(message) ?? [];
  if (code.startsWith(`${word}.`) || !directives.some(({ name }) => name === word)) return undefined;
  return `${word} is a directive of its own: write it on the next line. CoreDNS reads all words of a line for the first one.`;
}

/** The file that an import of no pattern wants; names without a dot or a slash may be snippets. */
function fileToImport({ code, message, range }: Problem): Pick<Problem, "fixes"> {
  const path = /File to import not found: (.*)$/.exec(message)?.[1];
  if (code !== "import-not-found" || path === undefined || path.startsWith("/") || !/[./]/.test(path)) return {};
  return { fixes: [createFileFix(includePath(range.file, path), "import")] };
}

/** The zone that is missing before an upstream, where that is all that forward was given. */
function zoneOfForward({ code, message, range }: Problem): Pick<Problem, "help" | "fixes"> | undefined {
  if (code !== "forward.wrong-count" && code !== "grpc.wrong-count") return undefined;
  const [, upstream = ""] = /unexpected line ending after '([^']*)'$/.exec(message) ?? [];
  const host = /^(?:\w+:\/\/)?\[?([\da-fA-F.:]+?)\]?(?::\d+)?$/.exec(upstream)?.[1] ?? "";
  if (readAddress(host) === undefined && upstream !== "/etc/resolv.conf") return undefined;
  const name = code.slice(0, code.indexOf("."));
  return {
    help: `Did you mean ${name} . ${upstream}? The zone comes first, . for all names, then the upstreams.`,
    fixes: [changeTo(range, `. ${upstream}`)],
  };
}

/** The zone that stands in the file, where file was given none and takes that of the server block above it. */
function zoneOfFile({ code, message, range }: Problem): Pick<Problem, "help" | "fixes"> {
  const [, owner = "", origin = ""] = /has SOA owner (\S+) that does not match origin (\S+)$/.exec(message) ?? [];
  if (code !== "file.setup" || owner === "" || !(origin === "." || owner.endsWith(`.${origin}`))) return {};
  const zone = owner.replace(/\.$/, "");
  const place = { file: range.file, start: range.end, end: range.end };
  return {
    help: `This is a file of the zone ${owner}, but it is read for ${origin}, the zone of the server block, because no zone follows the file's name. Or the owner of its SOA record is wrong.`,
    fixes: [{ title: `Add the zone ${zone} after the file`, edits: [{ range: place, text: ` ${zone}` }] }],
  };
}

function withHelp(problem: Problem, help: string | undefined): Problem {
  return help === undefined ? problem : { ...problem, help };
}

function aboutDirective(word: string, directives: Directives): About {
  const { dated } = directives[0] ?? {};
  const since = dated?.laterDirectives.get(word);
  if (dated !== undefined && since !== undefined) return { help: cameLater(word, since, dated) };
  const odd = aboutOddWord(word) ?? aboutOtherBuild(word) ?? removedIn(REMOVED_DIRECTIVES, word);
  if (odd !== undefined) return { help: odd };
  const owners = ownersOf(word, directives);
  if (owners.length > 0) {
    return {
      help: `${word} is a property of ${inWords(owners)}: it belongs in the braces of ${owners.length === 1 ? "that plugin" : "one of them"}. Check whether the opening brace is missing, has no space before it, or is closed too early.`,
    };
  }
  const words = nearestWords(word, [...directives.map(({ name }) => name), "import"]);
  if (words.length > 0) return { words };
  return {
    help: `The released CoreDNS ${dated?.release ?? "1.15.0"} has no plugin called ${word}. If the spelling is right, the plugin belongs to another build, which has a line for it in plugin.cfg.`,
  };
}

function aboutProperty(word: string, directive: Directive<unknown>, directives: Directives): About {
  const { name, properties, meant, dated } = directive;
  const later = dated?.laterProperties[directive.anyCase ? word.toLowerCase() : word];
  if (dated !== undefined && later?.since !== undefined) return { help: cameLater(word, later.since, dated) };
  const known = aboutPlaceholder(word) ?? removedIn(directive.removed, word) ?? aboutGluedBrace(word);
  if (known !== undefined) return { help: known };
  if (Object.keys(properties).length === 0) return { help: `${name} has no properties.` };
  const value = Object.keys(properties).find((property) => takesWord(directive, property, word));
  if (value !== undefined) return { words: [`${value} ${word}`] };
  const words = meantWords(word, { words: Object.keys(properties), meant });
  if (directives.some((other) => other.name === word)) {
    const help = `${word} is a directive of its own: it goes outside the braces of ${name}.`;
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
  const brace = aboutGluedBrace(word);
  if (brace !== undefined) return brace;
  if (word === "{") return "The opening brace goes on the line of what it opens, after a space.";
  if (/^[A-Za-z]\w*:$/.test(word) || word === "-") {
    return "This is YAML, not a Corefile. In a ConfigMap, the Corefile is the text below data.Corefile.";
  }
  if (readAddress(word) !== undefined) {
    return "A line with an address and its names goes in the braces of hosts.";
  }
  if (/^(?:\/\/|--|;|\/\*)/.test(word)) return "A comment begins with #.";
  if (word === "." || /^(?:\w+:\/\/)?[^:]*:\d+$/.test(word) || /^[^.]+\.[^.]/.test(word)) {
    return `${word} looks like the key of a server block, and server blocks cannot be nested: close the block before it first.`;
  }
  return undefined;
}

function aboutGluedBrace(word: string): string | undefined {
  if (!/^[^{}]+\{$/.test(word)) return undefined;
  return `CoreDNS reads the brace as part of the word: put a space before it, ${word.slice(0, -1)} {.`;
}

function aboutPlaceholder(word: string): string | undefined {
  const opening = /^(\{[{%])[-+]?$/.exec(word)?.[1];
  if (opening !== undefined) {
    const [whole] = placeholdersIn(`${opening} x ${opening === "{{" ? "}}" : "%}"}`);
    return unfilled(whole?.filledBy ?? "a tool", `${opening} …`);
  }
  const [first] = placeholdersIn(word);
  return first === undefined ? undefined : unfilled(first.filledBy, first.text);
}

/** What to say of a place-holder that is still there. */
export function unfilled(filledBy: string, text: string): string {
  return `${text} is a placeholder that ${filledBy} should have filled in: check its result, or write the value here.`;
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
