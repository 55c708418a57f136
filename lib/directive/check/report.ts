/** Complaints become problems: CoreDNS's whole line, and the place that the editor marks. */
import type { TokenCursor } from "../../corefile/cursor.ts";
import type { Token } from "../../corefile/token.ts";
import { quote } from "../../go/quote.ts";
import type { Range } from "../../text/position.ts";
import type { Problem } from "../../text/problem.ts";
import type { Complaint } from "../complaint.ts";
import { type Choices, changeTo, meantWords } from "../meant.ts";
import { didYouMean } from "../nearest.ts";
import type { Complain } from "../property.ts";
import { Value } from "../value.ts";

/** What a complaint is about. */
export interface Subject {
  /** Last part of the problem's code: `wrong-count`, `bad-value`, ... */
  readonly code: string;
  /** The word that `{value}` stands for. */
  readonly word?: string;
  /** What the kind of argument says by itself. */
  readonly error?: string;
  /** Directive or property. */
  readonly name?: string;
  readonly at?: Token | Range | Value<unknown>;
  /** True when the text is complete: what looks like a place-holder was written by the user. */
  readonly verbatim?: boolean;
  /** Our words beside CoreDNS's. */
  readonly help?: string;
  /** True when the word is none that CoreDNS knows in its place. */
  readonly isUnknown?: boolean;
  /** What may stand there, and what people write for it. */
  readonly choices?: Choices;
}

/** Collects the problems of one directive in one server block. */
export class Report {
  readonly problems: Problem[] = [];
  readonly #cursor: TokenCursor;
  readonly #name: string;
  readonly #prefixes: readonly string[];

  constructor(cursor: TokenCursor, name: string, prefixes: readonly string[]) {
    this.#cursor = cursor;
    this.#name = name;
    this.#prefixes = prefixes;
  }

  /** Adds what CoreDNS says at the place where its cursor stands now. */
  add(complaint: Complaint, subject: Subject): void {
    const { message, range } = this.#line(complaint, subject);
    const prefixes = (complaint.prefixes ?? this.#prefixes).map((prefix) => `plugin/${prefix}: `).join("");
    const problem: Problem = {
      code: `${this.#name}.${subject.code}`,
      severity: "error",
      cause: "text",
      message: `${prefixes}${message}`,
      range: subject.at === undefined ? range : rangeOf(subject.at),
    };
    this.problems.push({ ...problem, ...adviceOf(problem, subject) });
  }

  #line(complaint: Complaint, subject: Subject): { readonly message: string; readonly range: Range } {
    const cursor = this.#cursor;
    const text = subject.verbatim === true ? complaint.text : fill(complaint.text, subject);
    switch (complaint.style) {
      case "argument":
        return cursor.argError();
      case "position":
        return cursor.error(text);
      case "syntax":
        return cursor.syntaxError(text);
      case "plain":
        return { message: text, range: cursor.error("").range };
    }
  }
}

/** Our words, the word that is unknown, and those that were probably meant. */
function adviceOf({ range }: Problem, { help, isUnknown, word = "", choices }: Subject): Partial<Problem> {
  const meant = choices === undefined ? [] : meantWords(word, choices);
  const advice = [...(meant.length === 0 ? [] : [didYouMean(meant)]), ...(help === undefined ? [] : [help])];
  return {
    ...(isUnknown === true ? { unknown: word } : {}),
    ...(advice.length === 0 ? {} : { help: advice.join(" ") }),
    ...(meant.length === 0 ? {} : { fixes: meant.map((text) => changeTo(range, text)) }),
  };
}

function rangeOf(at: Token | Range | Value<unknown>): Range {
  if (at instanceof Value) return at.at;
  return "range" in at ? at.range : at;
}

/** Puts words in the place of `{value}`, `{value:q}`, `{value:lower}`, `{error}` and `{name}`. */
function fill(text: string, { word = "", error = "", name = "" }: Pick<Subject, "word" | "error" | "name">): string {
  if (!text.includes("{")) return text;
  return text.replace(/\{(value|value:q|value:lower|error|name)\}/g, (_, key: string) => {
    switch (key) {
      case "value:q":
        return quote(word);
      case "value:lower":
        return word.toLowerCase();
      case "error":
        return error;
      case "name":
        return name;
      default:
        return word;
    }
  });
}

/** A function for checks of directives and properties: it marks their word unless they name another place. */
export function complainWith(report: Report, head: Token | undefined): Complain {
  return (complaint: Complaint, at?: Value<unknown> | Range) => {
    const place = at === undefined ? placeOf(head) : { at };
    report.add(complaint, { code: "refused", verbatim: true, ...place });
  };
}

/** The place of a word, if there is one. */
export function placeOf(token: Token | undefined): { readonly at?: Token } {
  return token === undefined ? {} : { at: token };
}
