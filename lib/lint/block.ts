/** A server block as rules see it: its keys resolved, its directives in running order with what their words mean. */
import type { ServerBlock } from "../corefile/configuration.ts";
import type { ServerBlockKey } from "../corefile/keys.ts";
import type { Token } from "../corefile/token.ts";
import { type Checked, checkDirective } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import type { Range } from "../text/position.ts";
import type { LintSource } from "./subject.ts";
import { splitUses, type UseWords } from "./use-words.ts";
import { isKnownWord } from "./variables.ts";

/** Where a block stands among the others. */
export interface BlockPlace {
  readonly index: number;
  readonly keys: readonly ServerBlockKey[];
  /** False when a key is wrong, or a variable without a value. */
  readonly hasKnownKeys: boolean;
  /** False when an import in it found nothing here: there may be more in it than can be seen. */
  readonly isWhole: boolean;
}

/** A server block. */
export class LintBlock {
  readonly source: ServerBlock;
  readonly index: number;
  /** Its keys; those that CoreDNS refuses are missing. */
  readonly keys: readonly ServerBlockKey[];
  /** False when there may be more in it than can be seen here. */
  readonly isWhole: boolean;
  readonly #lint: LintSource;
  readonly #hasKnownKeys: boolean;
  // Made when there is something to keep: a hostile Corefile has very many blocks with nothing in them.
  #uses: Map<string, readonly unknown[]> | undefined;
  #places: Map<string, ReadonlyMap<string, UseWords>> | undefined;
  #split: Map<string, readonly UseWords[]> | undefined;
  #zones: readonly CanonicalName[] | undefined;
  #names: readonly string[] | undefined;
  #directives: readonly Directive<unknown>[] | undefined;

  constructor(source: ServerBlock, { index, keys, isWhole, hasKnownKeys }: BlockPlace, lint: LintSource) {
    this.source = source;
    this.index = index;
    this.keys = keys;
    this.#lint = lint;
    this.#hasKnownKeys = hasKnownKeys;
    this.isWhole = isWhole && this.#hasKnownKeys;
  }

  /** Its zones, each once. */
  get zones(): readonly CanonicalName[] {
    this.#zones ??= this.keys.length === 1 ? [keyZone(this.keys)] : [...new Set(this.keys.map(({ zone }) => zone))];
    return this.#zones;
  }

  /** The names of its directives in the order in which they run. */
  get names(): readonly string[] {
    this.#names ??= this.#lint.order.filter((name) => this.source.directives.has(name));
    return this.#names;
  }

  /** Its directives that are described, in the order in which they run. */
  get directives(): readonly Directive<unknown>[] {
    this.#directives ??= this.#lint.directives.filter(({ name }) => this.source.directives.has(name));
    return this.#directives;
  }

  /** Whether a directive stands in the block, right or wrong. */
  has(name: string): boolean {
    return this.source.directives.has(name);
  }

  /**
   * The uses of a directive that are right, in the order of the file: none when there is a variable without a value among
   * the words or in a key, or when a key is wrong, since what they mean is not known then.
   */
  uses<Config>(directive: Directive<Config>): readonly Config[] {
    const known = this.#uses?.get(directive.name);
    // What is kept under a directive's name was read by that directive.
    if (known !== undefined) return known as readonly Config[];
    const words = this.source.directives.get(directive.name);
    if (words === undefined) return [];
    const uses = this.#hasKnownKeys && this.#isKnown(words) ? this.#check(directive, words).uses : [];
    this.#uses ??= new Map();
    this.#uses.set(directive.name, uses);
    return uses;
  }

  /** The words of each use of a directive. */
  wordsOf(name: string): readonly UseWords[] {
    const known = this.#split?.get(name);
    if (known !== undefined) return known;
    const split = splitUses(this.source.directives.get(name) ?? []);
    this.#split ??= new Map();
    this.#split.set(name, split);
    return split;
  }

  /** The words of the use whose first word stands there. */
  wordsAt(name: string, at: Range): UseWords | undefined {
    let places = this.#places?.get(name);
    if (places === undefined) {
      places = new Map(this.wordsOf(name).map((use) => [placeText(use.head.range), use]));
      this.#places ??= new Map();
      this.#places.set(name, places);
    }
    return places.get(placeText(at));
  }

  #isKnown(words: readonly Token[]): boolean {
    return words.every((word) => isKnownWord(word, this.#lint.environment));
  }

  #check<Config>(directive: Directive<Config>, tokens: readonly Token[]): Checked<Config> {
    const { check, file } = this.#lint;
    return check === undefined ? checkDirective(directive, { tokens, file }) : check(directive, this.source);
  }
}

function placeText({ file, start }: Range): string {
  return `${start.offset} ${file}`;
}

function keyZone([key]: readonly ServerBlockKey[]): CanonicalName {
  if (key === undefined) throw new Error("a block of one key without a key");
  return key.zone;
}
