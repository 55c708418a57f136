/** Go's fmt.Sprintf over template values: flags, width, precision, argument indexes, and its marks for mistakes. */

import { runeAt } from "../go/utf8.ts";
import { formatValue } from "./format-value.ts";
import { formatVerb, NO_FLAGS, type Placeholder } from "./format-verb.ts";
import { FunctionError } from "./template-error.ts";
import { isNothing, typeName, type Value } from "./value.ts";

/** Go refuses wider fields than this, too. */
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
    for (;;) {
      const percent = this.#format.indexOf("%", this.#at);
      if (percent === -1) break;
      this.#write(this.#format.slice(this.#at, percent));
      this.#at = percent + 1;
      this.#placeholder();
    }
    this.#write(this.#format.slice(this.#at));
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
    const placeholder = this.#flags();
    this.#index();
    const star = this.#format.charAt(this.#at) === "*" ? this.#star() : undefined;
    if (star !== undefined) {
      if (star === "bad") this.#write("%!(BADWIDTH)");
      else {
        placeholder.width = Math.abs(star);
        placeholder.minus ||= Math.sign(star) === -1;
      }
      this.#hasFreshIndex = false;
    } else {
      placeholder.width = this.#digits();
      if (this.#hasFreshIndex && placeholder.width !== undefined) this.#isGoodIndex = false;
    }
    this.#precision(placeholder);
    if (!this.#hasFreshIndex) this.#index();
    this.#verb(placeholder);
    this.#isGoodIndex = true;
    this.#hasFreshIndex = false;
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
    return isTooLarge(value.value) ? "bad" : Number(value.value);
  }

  #digits(): number | undefined {
    const start = this.#at;
    while (/[0-9]/.test(this.#format.charAt(this.#at))) this.#at++;
    const digits = this.#format.slice(start, this.#at);
    if (digits === "") return undefined;
    if (!isTooLarge(Number(digits.slice(0, -1)))) return Number(digits);
    this.#at = this.#format.length;
    return undefined;
  }

  /** `[3]`: the next argument is the third. */
  #index(): void {
    if (this.#format.charAt(this.#at) !== "[") return;
    this.#isReordered = true;
    const close = this.#format.indexOf("]", this.#at);
    const text = this.#format.slice(this.#at + 1, close);
    this.#at = (close === -1 ? this.#at : close) + 1;
    const place = /^[0-9]+$/.test(text) ? Number(text) - 1 : undefined;
    if (place !== undefined && place in this.#values) {
      this.#argument = place;
      this.#hasFreshIndex = true;
    } else this.#isGoodIndex = false;
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

function isTooLarge(width: number | bigint): boolean {
  return width > MAX_WIDTH || width < -MAX_WIDTH;
}

/** `%+v` and `%#v` are verbs of their own: their signs are no flags. */
function asValueFlags(placeholder: Placeholder): Placeholder {
  const style = placeholder.sharp ? "go" : placeholder.plus ? "named" : "plain";
  return { ...placeholder, plus: false, style };
}
