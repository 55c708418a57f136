/**
 * Reads records in presentation format one after the other (RFC 1035 section 5.1), with the directives $ORIGIN, $TTL,
 * $INCLUDE and $GENERATE: the grammar of CoreDNS, and its words for mistakes.
 */

import { includePath } from "../../go/path.ts";
import { utf8Octets } from "../../text/octets.ts";
import { Class } from "../iana/class.ts";
import type { ResourceRecord } from "../message/message.ts";
import { type Name, ROOT } from "../name/name.ts";
import { readLineEnd } from "../rdata/codec.ts";
import { nameOfToken } from "../rdata/field-kinds.ts";
import { readRdata } from "../rdata/read.ts";
import { generateLines, readGenerateRange } from "./generate.ts";
import { Lexer } from "./lexer.ts";
import type { LineState } from "./line-state.ts";
import { readTtl } from "./number.ts";
import { BLANKS, type Place } from "./record-grammar.ts";
import { TextError } from "./text-error.ts";
import type { Token } from "./token.ts";

/** The TTL of records that have none, where nothing else says what it is. */
export const DEFAULT_TTL = 3_600;
const MAX_INCLUDE_DEPTH = 7;

/** The text of an included file, or why there is none, for instance `open db.inc: no such file or directory`. */
export type Included = string | { readonly error: string };

/** What a reader starts from. */
export interface RecordReaderOptions {
  /** What relative names are relative to; without it they are mistakes. */
  readonly origin?: Name | undefined;
  /** True when the text is an octet string already, not characters. */
  readonly octets?: boolean;
  /** The file's path, for mistakes and as the place from which included paths start. */
  readonly file?: string;
  /** Seconds; without it the first record must have a TTL. */
  readonly defaultTtl?: number | undefined;
  /** Gives the parts behind the text, which are octet strings. */
  readonly more?: () => string | undefined;
  /** Gives the text of a file, octets or characters as the text itself; without it $INCLUDE is a mistake. */
  readonly include?: ((path: string) => Included) | undefined;
}

/** The line on which a record begins, and the file that has it. */
export interface RecordPlace {
  readonly file: string;
  readonly line: number;
}

/** Where reading goes on, or what came out; `undefined` is the end. */
type Step = Place | ResourceRecord | TextError | undefined;

/** Reads records until the end or the first mistake. */
export class RecordReader {
  readonly #lexer: Lexer;
  readonly #file: string;
  readonly #include: ((path: string) => Included) | undefined;
  readonly #octets: boolean;
  #depth = 0;
  #mayGenerate = true;
  #origin: Name | undefined;
  #default: LineState["ttlDefault"];
  #error: TextError | undefined;
  #inner: RecordReader | undefined;
  #line = 0;

  #name: Name = ROOT;
  #type = 0;
  #class: number = Class.IN;
  #ttl = 0;

  constructor(text: string, options: RecordReaderOptions = {}) {
    this.#octets = options.octets ?? false;
    this.#lexer = new Lexer(this.#octets ? text : utf8Octets(text), options.more);
    this.#file = options.file ?? "";
    this.#include = options.include;
    this.#origin = options.origin;
    const { defaultTtl } = options;
    this.#default = defaultTtl === undefined ? undefined : { seconds: defaultTtl, byDirective: false };
  }

  /** Where the record that `next` gave last begins; for those of $GENERATE, the directive. */
  get place(): RecordPlace {
    const own = { file: this.#file, line: this.#line };
    if (this.#inner === undefined) return own;
    return this.#inner.#mayGenerate ? this.#inner.place : own;
  }

  /** True where a line begins of which nothing was read, and all that was given is used up: somebody else may read it. */
  get isAtLine(): boolean {
    return this.#error === undefined && this.#inner === undefined && this.#lexer.isAtLine;
  }

  /** What the next line may take from those before it. */
  get state(): LineState {
    return { origin: this.#origin, ttlDefault: this.#default, owner: this.#name };
  }

  /** Goes on behind lines that somebody else read. */
  passLines(count: number, { ttlDefault, owner }: LineState): void {
    this.#lexer.passLines(count);
    this.#default = ttlDefault;
    this.#name = owner;
  }

  /** The next record; the mistake that ends reading, for ever; `undefined` behind the last record. */
  next(): ResourceRecord | TextError | undefined {
    if (this.#error !== undefined) return this.#error;
    for (;;) {
      const found = this.#inner?.next();
      if (found !== undefined) return found instanceof TextError ? this.#keep(found) : found;
      this.#inner = undefined;
      const step = this.#readLine();
      if (step !== "line") return step;
    }
  }

  /** Reads up to a record or a mistake; "line" when a file or generated lines come in between. */
  #readLine(): ResourceRecord | TextError | "line" | undefined {
    let place: Place = "line";
    for (;;) {
      const token = this.#lexer.next();
      if (token.error) return this.#fail(token.text, token);
      if (token.kind === "end") return undefined;
      if (place === "line") this.#line = token.line;
      const step: Step = this.#step(place, token);
      if (typeof step !== "string") return step;
      if (this.#inner !== undefined) return "line";
      place = step;
    }
  }

  #fail(reason: string, token: Token): TextError {
    return this.#keep(new TextError(reason, token, this.#file));
  }

  #keep(error: TextError): TextError {
    this.#error = error;
    return error;
  }

  #step(place: Place, token: Token): Step {
    const blank = BLANKS[place];
    if (blank !== undefined) return token.kind === "blank" ? blank[0] : this.#fail(blank[1], token);
    switch (place) {
      case "line":
        return this.#startLine(token);
      case "rdata":
        return this.#readRecord(token);
      case "$TTL":
        return this.#setDefaultTtl(token);
      case "$ORIGIN":
        return this.#setOrigin(token);
      case "$INCLUDE":
        return this.#includeFile(token);
      case "$GENERATE":
        return this.#generate(token);
      default:
        return this.#readHead(place, token);
    }
  }

  /** The first token of a line: an owner, a directive, or what comes behind an owner that is left out. */
  #startLine(token: Token): Step {
    if (this.#default !== undefined) this.#ttl = this.#default.seconds;
    this.#class = Class.IN;
    switch (token.kind) {
      case "newline":
      case "blank":
        return "line";
      case "owner": {
        const name = nameOfToken(token, this.#origin);
        if (name === undefined) return this.#fail("bad owner name", token);
        this.#name = name;
        return "behind owner";
      }
      case "$TTL":
        return "behind $TTL";
      case "$ORIGIN":
        return "behind $ORIGIN";
      case "$INCLUDE":
        return "behind $INCLUDE";
      case "$GENERATE":
        return "behind $GENERATE";
      case "rrtype":
        return this.#setType(token);
      case "class":
        return this.#setClass(token, "behind class");
      case "string":
        return this.#setTtl(token, "behind ttl");
      default:
        return this.#fail("syntax error at beginning", token);
    }
  }

  #setType(token: Token): Place {
    this.#type = token.code;
    return "rdata";
  }

  #setClass(token: Token, next: Place): Place {
    this.#class = token.code;
    return next;
  }

  #setTtl(token: Token, next: Place): Step {
    const seconds = readTtl(token.text);
    if (seconds === undefined) return this.#fail("not a TTL", token);
    this.#ttl = seconds;
    if (!this.#default?.byDirective) this.#default = { seconds, byDirective: false };
    return next;
  }

  /** TTL, class and type; TTL and class in any order, and each only once. */
  #readHead(place: Place, token: Token): Step {
    const { kind } = token;
    switch (place) {
      case "ttl, class or type":
        if (kind === "rrtype" && this.#default === undefined) {
          return this.#fail("missing TTL with no previous value", token);
        }
        if (kind === "rrtype") return this.#setType(token);
        if (kind === "class") return this.#setClass(token, "behind class");
        if (kind === "string") return this.#setTtl(token, "behind ttl");
        return this.#fail("expecting RR type, TTL or class, not this...", token);
      case "class or type":
        if (kind === "rrtype") return this.#setType(token);
        if (kind === "class") return this.#setClass(token, "before type");
        return this.#fail("expecting RR type or class, not this...", token);
      case "ttl or type":
        if (kind === "rrtype") return this.#setType(token);
        if (kind === "string") return this.#setTtl(token, "before type");
        return this.#fail("expecting RR type or TTL, not this...", token);
      default:
        return kind === "rrtype" ? this.#setType(token) : this.#fail("unknown RR type", token);
    }
  }

  /** `token` is the blank between type and RDATA. */
  #readRecord(token: Token): Step {
    const rdata = readRdata(this.#type, { lexer: this.#lexer, origin: this.#origin }, token);
    // Where there is no token to point at, the blank is.
    if (rdata instanceof TextError) return this.#fail(rdata.reason, rdata.token.kind === "end" ? token : rdata.token);
    return { name: this.#name, type: this.#type, class: this.#class, ttl: this.#ttl, rdata };
  }

  #setDefaultTtl(token: Token): Step {
    if (token.kind !== "string") return this.#fail("expecting $TTL value, not this...", token);
    const rest = readLineEnd(this.#lexer);
    if (rest !== undefined) return this.#fail(rest.reason, rest.token);
    const seconds = readTtl(token.text);
    if (seconds === undefined) return this.#fail("expecting $TTL value, not this...", token);
    this.#default = { seconds, byDirective: true };
    return "line";
  }

  #setOrigin(token: Token): Step {
    if (token.kind !== "string") return this.#fail("expecting $ORIGIN value, not this...", token);
    const rest = readLineEnd(this.#lexer);
    if (rest !== undefined) return this.#fail(rest.reason, rest.token);
    const origin = nameOfToken(token, this.#origin);
    if (origin === undefined) return this.#fail("bad origin name", token);
    this.#origin = origin;
    return "line";
  }

  #includeFile(token: Token): Step {
    if (token.kind !== "string") return this.#fail("expecting $INCLUDE value, not this...", token);
    let origin = this.#origin;
    const behind = this.#lexer.next();
    if (behind.kind === "blank") {
      const named = this.#lexer.next();
      if (named.kind === "string") {
        origin = nameOfToken(named, this.#origin);
        if (origin === undefined) return this.#fail("bad origin name", named);
      }
    } else if (behind.kind !== "newline" && behind.kind !== "end") {
      return this.#fail("garbage after $INCLUDE", behind);
    }
    const include = this.#include;
    if (include === undefined) return this.#fail("$INCLUDE directive not allowed", token);
    if (this.#depth >= MAX_INCLUDE_DEPTH) return this.#fail("too deeply nested $INCLUDE", token);
    const path = includePath(this.#file, token.text);
    const text = include(path);
    if (typeof text !== "string") {
      const as = path === token.text ? "" : ` as \`${path}'`;
      return this.#fail(`failed to open \`${token.text}'${as}: ${text.error}`, token);
    }
    const inner = new RecordReader(text, { origin, octets: this.#octets, file: path, include });
    inner.#depth = this.#depth + 1;
    inner.#default = this.#default;
    this.#inner = inner;
    return "line";
  }

  #generate(token: Token): Step {
    if (!this.#mayGenerate) return this.#fail("nested $GENERATE directive not allowed", token);
    if (token.kind !== "string") return this.#fail("expecting $GENERATE value, not this...", token);
    const range = readGenerateRange(token);
    if (range instanceof TextError) return this.#fail(range.reason, range.token);
    const blank = this.#lexer.next();
    if (blank.kind !== "blank") return this.#fail("garbage after $GENERATE range", blank);
    let template = "";
    for (;;) {
      const part = this.#lexer.next();
      if (part.error) return this.#fail("bad data in $GENERATE directive", part);
      if (part.kind === "newline" || part.kind === "end") break;
      template += part.text;
    }
    const lines = generateLines(template, range, blank);
    if (lines instanceof TextError) return this.#fail(lines.reason, lines.token);
    const inner = new RecordReader("", {
      more: lines,
      origin: this.#origin,
      file: this.#file,
      defaultTtl: DEFAULT_TTL,
      include: this.#include,
    });
    inner.#depth = this.#depth;
    inner.#mayGenerate = false;
    this.#inner = inner;
    return "line";
  }
}
