/** Reads a template into a tree, with Go's error texts (Go, text/template/parse). */

import { quoteOctets as quote } from "../go/quote.ts";
import type { FunctionMap } from "./function.ts";
import { Lexer } from "./lexer.ts";
import type { BranchNode, CallNode, ItemNode, JumpNode, PipelineNode } from "./node.ts";
import { PipelineParser } from "./pipeline-parser.ts";
import type { Token } from "./token.ts";

/** The templates of one text by name: itself and what it defines. */
export type TemplateSet = ReadonlyMap<string, readonly ItemNode[]>;

/** What a text is read with. */
export interface ParseOptions {
  readonly name: string;
  readonly functions: FunctionMap;
}

/** How a list of items ended. */
interface Ending {
  readonly word: "end" | "else";
  readonly token: Token;
}

const MAX_NESTING = 500;

/** Reads a text, given as octets. Throws `TemplateError`. */
export function parse(octets: string, options: ParseOptions): TemplateSet {
  return new Parser(octets, options).parse();
}

class Parser {
  readonly #name: string;
  readonly #words: PipelineParser;
  readonly #set = new Map<string, readonly ItemNode[]>();
  #loops = 0;
  #nesting = 0;

  constructor(octets: string, { name, functions }: ParseOptions) {
    this.#name = name;
    this.#words = new PipelineParser(new Lexer(octets), { name, functions });
  }

  parse(): TemplateSet {
    const items: ItemNode[] = [];
    while (this.#words.peek().kind !== "eof") {
      const first = this.#words.peek();
      if (first.kind === "left delimiter" && this.#takesDefine()) continue;
      const item = this.#item();
      if ("word" in item) throw this.#words.fail(`unexpected {{${item.word}}}`);
      items.push(item);
    }
    this.#add(this.#name, items);
    return this.#set;
  }

  #takesDefine(): boolean {
    const delimiter = this.#words.next();
    const word = this.#words.nextWord();
    if (word.kind === "keyword" && word.text === "define") {
      this.#define();
      return true;
    }
    this.#words.putBack(word);
    this.#words.putBack(delimiter);
    return false;
  }

  #define(): void {
    const token = this.#words.nextWord();
    const name = this.#words.readName(token, "define clause");
    this.#words.expect("right delimiter", "define clause");
    this.#add(name, this.#body("define clause"));
  }

  /** The list of a `define` or `block`, with variables of its own. */
  #body(context: string): readonly ItemNode[] {
    const outer = this.#words.openScope(["$"]);
    const loops = this.#loops;
    this.#loops = 0;
    const { items, ending } = this.#list();
    if (ending.word !== "end") throw this.#words.fail(`unexpected {{else}} in ${context}`);
    this.#words.closeScope(outer);
    this.#loops = loops;
    return items;
  }

  #add(name: string, items: readonly ItemNode[]): void {
    const known = this.#set.get(name);
    if (known === undefined || isEmpty(known)) this.#set.set(name, items);
    else if (!isEmpty(items)) throw this.#words.fail(`template: multiple definition of template ${quote(name)}`);
  }

  #list(): { readonly items: readonly ItemNode[]; readonly ending: Ending } {
    if (++this.#nesting > MAX_NESTING) throw this.#words.fail("actions are nested too deeply");
    const items: ItemNode[] = [];
    while (this.#words.peekWord().kind !== "eof") {
      const item = this.#item();
      if ("word" in item) {
        this.#nesting--;
        return { items, ending: item };
      }
      items.push(item);
    }
    throw this.#words.fail("unexpected EOF");
  }

  #item(): ItemNode | Ending {
    const token = this.#words.nextWord();
    if (token.kind === "text") return { kind: "text", position: token.position, text: token.text };
    if (token.kind !== "left delimiter") throw this.#words.unexpected(token, "input");
    this.#words.actionLine = token.line;
    try {
      return this.#action();
    } finally {
      this.#words.actionLine = 0;
    }
  }

  #action(): ItemNode | Ending {
    const token = this.#words.nextWord();
    if (token.kind === "keyword") {
      switch (token.text) {
        case "block":
          return this.#block();
        case "break":
        case "continue":
          return this.#jump(token, token.text);
        case "else":
          return this.#else();
        case "end":
          return { word: "end", token: this.#words.expect("right delimiter", "end") };
        case "if":
        case "with":
        case "range":
          return this.#branch(token.text);
        case "template":
          return this.#call();
      }
    }
    this.#words.putBack(token);
    const pipeline = this.#words.pipeline("command", "right delimiter");
    return { kind: "action", position: token.position, pipeline };
  }

  #jump({ position }: Token, word: "break" | "continue"): JumpNode {
    const token = this.#words.nextWord();
    if (token.kind !== "right delimiter") throw this.#words.unexpected(token, `{{${word}}}`);
    if (this.#loops === 0) throw this.#words.fail(`{{${word}}} outside {{range}}`);
    return { kind: word, position };
  }

  /** `{{else if x}}` is `{{else}}{{if x}}` with one `{{end}}` for both; the word stays for whoever reads on. */
  #else(): Ending {
    const word = this.#words.peekWord();
    const goesOn = word.kind === "keyword" && (word.text === "if" || word.text === "with");
    return { word: "else", token: goesOn ? word : this.#words.expect("right delimiter", "else") };
  }

  #branch(kind: BranchNode["kind"]): BranchNode {
    const scope = this.#words.variables;
    const pipeline = this.#words.pipeline(kind, "right delimiter");
    if (kind === "range") this.#loops++;
    const { items, ending } = this.#list();
    if (kind === "range") this.#loops--;
    const otherwise = ending.word === "else" ? this.#otherwise(kind) : undefined;
    this.#words.closeScope(scope);
    return { kind, position: pipeline.position, pipeline, body: items, otherwise };
  }

  #otherwise(kind: BranchNode["kind"]): readonly ItemNode[] {
    const word = this.#words.peek();
    if (kind !== "range" && word.kind === "keyword" && word.text === kind) {
      this.#words.next();
      this.#nesting++;
      const branch = this.#branch(kind);
      this.#nesting--;
      return [branch];
    }
    const { items, ending } = this.#list();
    if (ending.word !== "end") throw this.#words.fail("expected end; found {{else}}");
    return items;
  }

  #block(): CallNode {
    const token = this.#words.nextWord();
    const name = this.#words.readName(token, "block clause");
    const pipeline = this.#words.pipeline("block clause", "right delimiter");
    this.#add(name, this.#body("block clause"));
    return { kind: "template", position: token.position, name, pipeline };
  }

  #call(): CallNode {
    const token = this.#words.nextWord();
    const name = this.#words.readName(token, "template clause");
    const word = this.#words.nextWord();
    let pipeline: PipelineNode | undefined;
    if (word.kind !== "right delimiter") {
      this.#words.putBack(word);
      pipeline = this.#words.pipeline("template clause", "right delimiter");
    }
    return { kind: "template", position: token.position, name, pipeline };
  }
}

/** Nothing but spaces: such a definition may be replaced. */
function isEmpty(items: readonly ItemNode[]): boolean {
  return items.every((item) => item.kind === "text" && item.text.trim() === "");
}
