/**
 * The lexer of master files (RFC 1035 section 5.1). It joins what parentheses hold to one line, drops comments, gives
 * runs of blanks as one token, and knows owners, types and classes by their place, all as CoreDNS does, oddities
 * included.
 */
import { classByName } from "../iana/class.ts";
import { RRType, rrtypeByName } from "../iana/rrtype.ts";
import { BACKSLASH, CLOSE, NEWLINE, OPEN, QUOTE, RETURN, SEMICOLON, SPACE, TAB } from "./characters.ts";
import { readUnsigned } from "./number.ts";
import { END, type Token, type TokenKind } from "./token.ts";

/** CoreDNS's comment buffer grows by this much, and only so much of a comment is carried to the next line. */
const COMMENT_STEP = 512;

const DIRECTIVES: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ["$TTL", "$TTL"],
  ["$ORIGIN", "$ORIGIN"],
  ["$INCLUDE", "$INCLUDE"],
  ["$GENERATE", "$GENERATE"],
]);

/** Cuts a text into tokens, one at a time. */
export class Lexer {
  #source: string;
  readonly #more: (() => string | undefined) | undefined;
  #at = 0;
  #line = 1;
  #column = 0;
  #endOfLine = false;

  #text = "";
  #from = this.#at;
  #to = this.#at;
  #escape = false;

  /** Octets of a comment that goes on, and of the one at hand; what they are does not matter. */
  #carriedComment = 0;
  #comment = this.#carriedComment;
  #commentRoom = COMMENT_STEP;

  #braces = 0;
  #inQuote = false;
  #afterBlank = false;
  #inComment = false;
  #typeSeen = false;
  #atOwner = true;
  #failed = false;
  #lastKind: TokenKind = "end";

  #first: Token | undefined;
  #second: Token | undefined;

  /** `octets` is an octet string; see `utf8Octets`. What `more` gives goes on behind it, until that is `undefined`. */
  constructor(octets: string, more?: () => string | undefined) {
    this.#source = octets;
    this.#more = more;
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    if (this.#first !== undefined) return this.#first;
    const token = this.#scan();
    // The scan may have left a token that comes after this one.
    this.#second = this.#first;
    this.#first = token;
    return token;
  }

  /** Takes the next token; `end` for ever behind the last one. */
  next(): Token {
    const first = this.#first;
    if (first === undefined) return this.#scan();
    this.#first = this.#second;
    this.#second = undefined;
    return first;
  }

  /** True where a line begins and nothing before it, a comment for instance, goes on; what was given is used up. */
  get isAtLine(): boolean {
    // Between tokens the end of a line was read only when it ended what was before it.
    return this.#first === undefined && this.#at === this.#source.length && (this.#endOfLine || this.#column === 0);
  }

  /** Goes on behind whole lines that somebody else read; only where `isAtLine`. */
  passLines(count: number): void {
    this.#line += this.#endOfLine ? count : count - 1;
    this.#endOfLine = true;
  }

  #scan(): Token {
    if (this.#failed) return END;
    this.#text = "";
    this.#from = this.#to = this.#at;
    this.#escape = false;
    this.#comment = Math.min(this.#carriedComment, COMMENT_STEP);
    this.#commentRoom = COMMENT_STEP;
    this.#carriedComment = 0;
    while (this.#at < this.#source.length || this.#goOn()) {
      const code = this.#source.charCodeAt(this.#at++);
      this.#advance(code);
      if (this.#comment >= this.#commentRoom) this.#commentRoom += COMMENT_STEP;
      const token = this.#step(code);
      if (token !== undefined) return token;
    }
    return this.#finish();
  }

  /** Takes the next part of the text; false when there is none. */
  #goOn(): boolean {
    const part = this.#more?.();
    if (part === undefined) return false;
    this.#text = this.#gathered();
    this.#source = part;
    this.#at = this.#from = this.#to = 0;
    return part !== "" || this.#goOn();
  }

  #advance(code: number): void {
    if (this.#endOfLine) {
      this.#line++;
      this.#column = 0;
      this.#endOfLine = false;
    }
    if (code === NEWLINE) this.#endOfLine = true;
    else this.#column++;
  }

  #step(code: number): Token | undefined {
    switch (code) {
      case SPACE:
      case TAB:
        return this.#blank();
      case SEMICOLON:
        return this.#semicolon();
      case RETURN:
        this.#escape = false;
        if (this.#inQuote) this.#take();
        return undefined;
      case NEWLINE:
        return this.#newline();
      case BACKSLASH:
        if (this.#inComment) this.#comment++;
        else {
          this.#take();
          this.#escape = !this.#escape;
        }
        return undefined;
      case QUOTE:
        return this.#quote();
      case OPEN:
      case CLOSE:
        return this.#brace(code);
      default:
        this.#escape = false;
        if (this.#inComment) this.#comment++;
        else {
          this.#take();
          this.#afterBlank = false;
        }
        return undefined;
    }
  }

  /** Adds the octet just read to the text; runs of them are cut out of the source at once. */
  #take(): void {
    if (this.#to !== this.#at - 1) {
      this.#text += this.#source.slice(this.#from, this.#to);
      this.#from = this.#at - 1;
    }
    this.#to = this.#at;
  }

  #hasText(): boolean {
    return this.#to > this.#from || this.#text !== "";
  }

  #gathered(): string {
    return this.#text + this.#source.slice(this.#from, this.#to);
  }

  #token(kind: TokenKind, text: string, code: number = RRType.None): Token {
    this.#lastKind = kind;
    return { kind, text, error: false, code, line: this.#line, column: this.#column };
  }

  /** A mistake keeps the kind of the token before it, as CoreDNS's readers of RDATA see it. */
  #fail(reason: string): Token {
    this.#failed = true;
    return { ...this.#token(this.#lastKind, reason), error: true };
  }

  /** Gives `token` now, if there is one, and `later` after it. */
  #both(token: Token | undefined, later: Token): Token {
    if (token === undefined) return later;
    this.#first = later;
    return token;
  }

  #blank(): Token | undefined {
    if (this.#escape || this.#inQuote) {
      this.#escape = false;
      this.#take();
      return undefined;
    }
    if (this.#inComment) {
      this.#comment++;
      return undefined;
    }
    const token = this.#hasText() ? this.#word(this.#gathered()) : undefined;
    if (token?.error) return token;
    this.#atOwner = false;
    if (this.#afterBlank) return token;
    this.#afterBlank = true;
    return this.#both(token, this.#token("blank", " "));
  }

  /** The word before a blank: the first of a line is the owner or a directive, others may be a type or a class. */
  #word(text: string): Token {
    if (this.#atOwner) return this.#token(DIRECTIVES.get(text.toUpperCase()) ?? "owner", text);
    if (this.#typeSeen) return this.#token("string", text);
    let kind: TokenKind = "string";
    let number: number = RRType.None;
    const upper = text.toUpperCase();
    this.#lastKind = "string";
    const type = rrtypeByName(upper) ?? (upper.startsWith("TYPE") ? readUnsigned(text.slice(4), 0xff_ff) : undefined);
    if (type !== undefined) {
      kind = "rrtype";
      number = type;
      this.#typeSeen = true;
    } else if (upper.startsWith("TYPE")) return this.#fail("unknown RR type");
    const found = classByName(upper) ?? (upper.startsWith("CLASS") ? readUnsigned(text.slice(5), 0xff_ff) : undefined);
    if (found !== undefined) {
      kind = "class";
      number = found;
    } else if (upper.startsWith("CLASS")) return this.#fail("unknown class");
    return this.#token(kind, text, number);
  }

  #semicolon(): Token | undefined {
    if (this.#escape || this.#inQuote) {
      this.#escape = false;
      this.#take();
      return undefined;
    }
    this.#inComment = true;
    this.#carriedComment = 0;
    if (this.#comment > 1) {
      this.#comment++;
      if (this.#comment >= this.#commentRoom) return this.#fail("comment length insufficient for parsing");
    }
    this.#comment++;
    if (!this.#hasText()) return undefined;
    this.#carriedComment = this.#comment;
    return this.#token("string", this.#gathered());
  }

  #newline(): Token | undefined {
    this.#escape = false;
    if (this.#inQuote) {
      this.#take();
      return undefined;
    }
    if (this.#inComment) {
      this.#inComment = false;
      this.#typeSeen = false;
      if (this.#braces > 0) {
        this.#carriedComment = this.#comment;
        return undefined;
      }
      this.#atOwner = true;
      return this.#token("newline", "\n");
    }
    if (this.#braces > 0) return undefined;
    const token = this.#hasText() ? this.#lastWord(this.#gathered()) : undefined;
    this.#carriedComment = 0;
    this.#typeSeen = false;
    this.#atOwner = true;
    return this.#both(token, this.#token("newline", "\n"));
  }

  /** The word before the end of a line is a type by name or nothing special. */
  #lastWord(text: string): Token {
    const type = this.#typeSeen ? undefined : rrtypeByName(text.toUpperCase());
    return type === undefined ? this.#token("string", text) : this.#token("rrtype", text, type);
  }

  #quote(): Token | undefined {
    if (this.#inComment) {
      this.#comment++;
      return undefined;
    }
    if (this.#escape) {
      this.#escape = false;
      this.#take();
      return undefined;
    }
    this.#afterBlank = false;
    const token = this.#hasText() ? this.#token("string", this.#gathered()) : undefined;
    this.#inQuote = !this.#inQuote;
    return this.#both(token, this.#token("quote", '"'));
  }

  #brace(code: number): Token | undefined {
    if (this.#inComment) {
      this.#comment++;
    } else if (this.#escape || this.#inQuote) {
      this.#escape = false;
      this.#take();
    } else if (code === OPEN) {
      this.#braces++;
    } else {
      this.#braces--;
      if (this.#braces < 0) return this.#fail("extra closing brace");
    }
    return undefined;
  }

  #finish(): Token {
    const token = this.#hasText() ? this.#token("string", this.#gathered()) : undefined;
    const comment = this.#comment;
    this.#text = "";
    this.#from = this.#to;
    if (comment > 0) return this.#both(token, this.#token("newline", "\n"));
    if (token !== undefined) return token;
    return this.#braces === 0 ? END : this.#fail("unbalanced brace");
  }
}
