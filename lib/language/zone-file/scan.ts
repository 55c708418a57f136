/**
 * A master file cut into entries (RFC 1035 section 5.1) with the place of every word, whatever is wrong with it. Blanks,
 * escapes, quotes, comments and parentheses are those of CoreDNS's lexer; what it would give up at is read on.
 */

/** A word of an entry, as it stands in the file. */
export interface Word {
  /** With escapes, without quotes. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** Offsets in UTF-16 units; quotes belong to the word. */
  readonly start: number;
  readonly end: number;
}

/** A stretch of the file. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A line, or several that parentheses or a quoted text join. */
export interface Entry {
  /** From the first character of its first line to the line break, which is not part of it. */
  readonly start: number;
  readonly end: number;
  /** Lines from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** True when it begins with a blank: then it has no owner of its own. */
  readonly isIndented: boolean;
  readonly words: readonly Word[];
  readonly comments: readonly Stretch[];
  readonly parentheses: readonly Stretch[];
}

/** Where the scanner stands. */
interface Scan {
  readonly text: string;
  at: number;
  line: number;
}

/** Cuts a text into entries. Empty lines and lines of comments are entries without words. */
export function scanEntries(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  const scan: Scan = { text, at: 0, line: 1 };
  while (scan.at < text.length) {
    const { at, line } = scan;
    const whole = new EntryScanner(scan, false).read();
    if (whole.isClosed) entries.push(whole.entry);
    else {
      // A parenthesis or a quote that nothing closes would swallow the rest of the file.
      scan.at = at;
      scan.line = line;
      entries.push(new EntryScanner(scan, true).read().entry);
    }
  }
  return entries;
}

/** Reads one entry. */
class EntryScanner {
  readonly #scan: Scan;
  readonly #isMending: boolean;
  readonly #words: Word[] = [];
  readonly #comments: Stretch[] = [];
  readonly #parentheses: Stretch[] = [];
  #depth = 0;
  #word: { text: string; readonly start: number; end: number } | undefined;

  /** With `isMending`, an entry ends where the next one seems to begin. */
  constructor(scan: Scan, isMending: boolean) {
    this.#scan = scan;
    this.#isMending = isMending;
  }

  read(): { readonly entry: Entry; readonly isClosed: boolean } {
    const scan = this.#scan;
    const { text, at: start, line: firstLine } = scan;
    const isIndented = /[ \t]/.test(text.charAt(start));
    let isClosed = true;
    let end = text.length;
    while (scan.at < text.length) {
      const char = text.charAt(scan.at);
      if (char === "\n") {
        if (this.#endsAt(scan.at)) {
          end = scan.at;
          break;
        }
        scan.line += 1;
        scan.at += 1;
      } else if (!this.#take(char)) {
        isClosed = false;
        end = scan.at;
        break;
      }
    }
    this.#endWord();
    if (end === text.length && this.#depth > 0) isClosed = false;
    const lastLine = scan.line;
    if (scan.at < text.length) {
      scan.at += 1;
      scan.line += 1;
    }
    const { words, comments, parentheses } = {
      words: this.#words,
      comments: this.#comments,
      parentheses: this.#parentheses,
    };
    return {
      entry: { start, end, firstLine, lastLine, isIndented, words, comments, parentheses },
      isClosed: isClosed || this.#isMending,
    };
  }

  /** True when the line break at `at` ends the entry. */
  #endsAt(at: number): boolean {
    if (this.#depth === 0) return true;
    return this.#isMending && /[^\s();]/.test(this.#scan.text.charAt(at + 1));
  }

  /** Takes what begins at a character; false when a quoted text has no end. */
  #take(char: string): boolean {
    const scan = this.#scan;
    switch (char) {
      case " ":
      case "\t":
        this.#endWord();
        scan.at += 1;
        return true;
      case "\r":
        scan.at += 1;
        return true;
      case ";":
        this.#endWord();
        this.#comment();
        return true;
      case '"':
        this.#endWord();
        return this.#quoted();
      case "(":
      case ")":
        this.#parentheses.push({ start: scan.at, end: scan.at + 1 });
        this.#depth = Math.max(0, this.#depth + (char === "(" ? 1 : -1));
        scan.at += 1;
        return true;
      case "\\": {
        const next = scan.text.charAt(scan.at + 1);
        this.#add(next === "\n" || next === "" ? 1 : 2);
        return true;
      }
      default:
        this.#add(1);
        return true;
    }
  }

  #add(length: number): void {
    const scan = this.#scan;
    const end = scan.at + length;
    const taken = scan.text.slice(scan.at, end);
    if (this.#word === undefined) this.#word = { text: taken, start: scan.at, end };
    else {
      this.#word.text += taken;
      this.#word.end = end;
    }
    scan.at = end;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push({ ...this.#word, isQuoted: false });
    this.#word = undefined;
  }

  #comment(): void {
    const { text, at: start } = this.#scan;
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    this.#comments.push({ start, end });
    this.#scan.at = end;
  }

  #quoted(): boolean {
    const scan = this.#scan;
    const { text, at: start } = scan;
    let at = start + 1;
    let lines = 0;
    while (at < text.length && text.charAt(at) !== '"') {
      if (text.charAt(at) === "\n") {
        if (this.#isMending) break;
        lines += 1;
      }
      at += text.charAt(at) === "\\" && text.charAt(at + 1) !== "\n" ? 2 : 1;
    }
    const isOpen = text.charAt(at) !== '"';
    const end = Math.min(text.length, isOpen ? at : at + 1);
    this.#words.push({ text: text.slice(start + 1, isOpen ? end : end - 1), isQuoted: true, start, end });
    scan.at = end;
    scan.line += lines;
    return !isOpen || this.#isMending;
  }
}
