/** Replaces imports by what they stand for, as Caddy's parser does. */

import type { ParseError } from "../problem-list.ts";
import type { ReaderOptions } from "../reader-options.ts";
import type { SourceToken } from "../token.ts";
import type { TokenStream } from "../token-stream.ts";
import { replaceVariables } from "./environment.ts";
import { ImportLoops, type ImportPlace, type ReaderState } from "./import-loops.ts";
import type { ImportRequest } from "./importer.ts";

/** The imports of a reader, which stands at one when it asks. */
export class ImportStatements {
  readonly #stream: TokenStream;
  readonly #options: ReaderOptions;
  readonly #loops = new ImportLoops();

  constructor(stream: TokenStream, options: ReaderOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  /** Puts what the import stands for in its place; what was imported comes next. */
  replace(state: ReaderState): void {
    const stream = this.#stream;
    const { token, before, expansion: source } = stream;
    if (token === undefined) return;
    const place: ImportPlace = { token, before, state, source, counts: this.#options.counts() };
    const { count, tokens } = this.#imported(place);
    stream.splice(count, tokens, this.#loops.expand(place));
  }

  #imported(place: ImportPlace): { readonly count: number; readonly tokens: readonly SourceToken[] } {
    const stream = this.#stream;
    if (!stream.nextArg()) {
      this.#fail("import-argument", `Wrong argument count or unexpected line ending after '${stream.text}'`);
      return { count: 1, tokens: [] };
    }
    const request = this.#request(place);
    if (request.argument === "") {
      this.#fail("import-argument", "Import requires a non-empty filepath");
      return { count: 2, tokens: [] };
    }
    let count = 2;
    while (stream.nextArg()) {
      if (count === 2) this.#fail("import-argument", "Import takes only one argument (glob pattern or file)");
      count++;
    }
    if (count > 2) return { count, tokens: [] };
    const imported = this.#options.find(request);
    if (imported.kind === "error") {
      this.#failWith(imported);
      return { count, tokens: [] };
    }
    if (imported.warning !== undefined) this.#options.problems.warning(stream.token, imported.warning);
    return { count, tokens: imported.tokens };
  }

  /** What is asked for at the argument. */
  #request(place: ImportPlace): ImportRequest {
    const { token, text, expansion } = this.#stream;
    const { environment, file } = this.#options;
    const argument = environment === undefined ? text : replaceVariables(text, environment);
    // An argument that came from elsewhere is not there again in the next round.
    const round = expansion === place.source ? this.#loops.roundAt(place) : undefined;
    return { argument, importer: token?.file ?? file, ...(round === undefined ? {} : { round }) };
  }

  #fail(code: string, text: string): void {
    this.#failWith({ code, cause: "text", text });
  }

  #failWith({ code, cause, text }: ParseError): void {
    this.#options.problems.error(this.#stream.token, { code, cause, text: `Error during parsing: ${text}` });
  }
}
