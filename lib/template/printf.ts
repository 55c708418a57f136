/** Go's fmt.Sprintf over template values: flags, width, precision, argument indexes, and its marks for mistakes. */

import { runeAt } from "../go/utf8.ts";
import { formatValue } from "./format-value.ts";
import { formatVerb, NO_FLAGS, type Placeholder } from "./format-verb.ts";
import { FunctionError } from "./template-error.ts";
import { isNothing, typeName, type Value } from "./value.ts";

/** Go refuses wider fields than this too. */
const MAX_WIDTH = 1_000_000;
/** Octets that one call may make: a record has at most 65,535, each with an escape of four characters at most. */
const MAX_OUTPUT = 1 << 20;

/** Puts values into a format. All texts are octets. Throws `FunctionError` when the output gets out of hand. */
export function formatText(format: string, values: readonly Value[]): string {
  return new Formatter(format, values).run();
}

class Formatter {
  readonly #format: string;
  readonly #values: readonly Value[];
  #at = 0;
  #argument = 0;
  #isReordered = false;
  #isGoodIndex = true;
  #hasFreshIndex = false;
  #output = "";

  constructor(format: string, values: readonly Value[]) {
    this.#format = format;
    this.#values = values;
  }

  run(): string {
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf("%", this.#at);
      const end = percent < 0 ? this.#format.length : percent;
      this.#write(this.#format.slice(this.#at, end));
      this.#at = end + 1;
      if (percent >= 0) this.#placeholder();
    }
    if (!this.#isReordered && this.#argument < this.#values.length) this.#extra();
    return this.#output;
  }

  #write(text: string): void {
    this.#output += text;
    if (this.#output.length > MAX_OUTPUT) throw new FunctionError(`printf: more than ${MAX_OUTPUT} octets`);
  }

  #extra(): void {
    const extra = this.#values
      .slice(this.#argument)
      .map((value) => (isNothing(value) ? "<nil>" : `${typeName(value)}=${formatValue(value)}`));
    this.#write(`%!(EXTRA ${extra.join(", ")})`);
  }

  #placeholder(): void {
    this.#isGoodIndex = true;
    this.#hasFreshIndex = false;
    const placeholder = this.#flags();
    this.#index();
    const star = this.#format.charAt(this.#at) === "*" ? this.#star() : undefined;
    if (star !== undefined) {
      if (star === "bad") this.#write("%!(BADWIDTH)");
      else if (star < 0) Object.assign(placeholder, { width: -star, minus: true, zero: false });
      else placeholder.width = star;
      this.#hasFreshIndex = false;
    } else {
      placeholder.width = this.#digits();
      if (this.#hasFreshIndex && placeholder.width !== undefined) this.#isGoodIndex = false;
    }
    this.#precision(placeholder);
    if (!this.#hasFreshIndex) this.#index();
    this.#verb(placeholder);
  }

  #flags(): Placeholder {
    const placeholder: Placeholder = { ...NO_FLAGS };
    for (; ; this.#at++) {
      const flag = this.#format.charAt(this.#at);
      if (flag === "#") placeholder.sharp = true;
      else if (flag === "0") placeholder.zero = true;
      else if (flag === "+") placeholder.plus = true;
      else if (flag === "-") placeholder.minus = true;
      else if (flag === " ") placeholder.space = true;
      else return placeholder;
    }
  }

  #precision(placeholder: Placeholder): void {
    const isLast = this.#at === this.#format.length - 1;
    if (isLast || this.#format.charAt(this.#at) !== ".") return;
    this.#at++;
    if (this.#hasFreshIndex) this.#isGoodIndex = false;
    this.#index();
    if (this.#format.charAt(this.#at) !== "*") {
      placeholder.precision = this.#digits() ?? 0;
      return;
    }
    const star = this.#star();
    if (star === "bad" || star < 0) this.#write("%!(BADPREC)");
    else placeholder.precision = star;
    this.#hasFreshIndex = false;
  }

  #star(): number | "bad" {
    this.#at++;
    const value = this.#values[this.#argument];
    if (value === undefined) return "bad";
    this.#argument++;
    if (value.kind !== "int" && value.kind !== "uint") return "bad";
    return value.value > MAX_WIDTH || value.value < -MAX_WIDTH ? "bad" : Number(value.value);
  }

  #digits(): number | undefined {
    const start = this.#at;
    while (/[0-9]/.test(this.#format.charAt(this.#at))) this.#at++;
    const number = Number(this.#format.slice(start, this.#at));
    if (start === this.#at) return undefined;
    if (number < 10 * (MAX_WIDTH + 1)) return number;
    this.#at = this.#format.length;
    return undefined;
  }

  /** `[3]`: the next argument is the third. */
  #index(): void {
    if (this.#format.charAt(this.#at) !== "[") return;
    this.#isReordered = true;
    const close = this.#format.indexOf("]", this.#at);
    const text = close < 0 ? "" : this.#format.slice(this.#at + 1, close);
    this.#at = close < 0 ? this.#at + 1 : close + 1;
    const number = /^[0-9]{1,7}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > this.#values.length) {
      this.#isGoodIndex = false;
      return;
    }
    this.#argument = number - 1;
    this.#hasFreshIndex = true;
  }

  #verb(placeholder: Placeholder): void {
    if (this.#at >= this.#format.length) {
      this.#write("%!(NOVERB)");
      return;
    }
    const { octets } = runeAt(this.#format, this.#at);
    const verb = this.#format.slice(this.#at, this.#at + octets);
    this.#at += octets;
    this.#write(verb === "%" ? "%" : this.#next(verb, placeholder));
  }

  #next(verb: string, placeholder: Placeholder): string {
    if (!this.#isGoodIndex) return `%!${verb}(BADINDEX)`;
    const value = this.#values[this.#argument];
    if (value === undefined) return `%!${verb}(MISSING)`;
    this.#argument++;
    return formatVerb(value, verb, verb === "v" ? asValueFlags(placeholder) : placeholder);
  }
}

/** `%+v` and `%#v` are verbs of their own: their signs are no flags. */
function asValueFlags(placeholder: Placeholder): Placeholder {
  return { ...placeholder, plus: false, sharp: false, named: placeholder.plus, go: placeholder.sharp };
}
