/** The $GENERATE directive: a line written once for many numbers, as BIND has it and CoreDNS understands it. */
import { TextError } from "./text-error.ts";
import type { Token } from "./token.ts";

/** Numbers from `start` to `end`. */
export interface GenerateRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

const MAX_STEPS = 65_535;
const MAX_NUMBER = 0x7f_ff_ff_ff;
const BASES: Readonly<Record<string, number>> = { o: 8, d: 10, x: 16, X: 16 };

function readInteger(text: string): number | undefined {
  return /^[+-]?\d{1,18}$/.test(text) ? Number(text) : undefined;
}

/** Reads a range such as `1-10/2`. */
export function readGenerateRange(token: Token): GenerateRange | TextError {
  const bad = (what: string): TextError => new TextError(`bad ${what} in $GENERATE range`, token);
  const slash = token.text.indexOf("/");
  const step = slash === -1 ? 1 : readInteger(token.text.slice(slash + 1));
  if (step === undefined || step <= 0) return bad("step");
  const bounds = slash === -1 ? token.text : token.text.slice(0, slash);
  const hyphen = bounds.indexOf("-");
  if (hyphen === -1) return bad("start-stop");
  const start = readInteger(bounds.slice(0, hyphen));
  if (start === undefined) return bad("start");
  const end = readInteger(bounds.slice(hyphen + 1));
  if (end === undefined) return bad("stop");
  if (start < 0 || end < start || Math.trunc((end - start) / step) > MAX_STEPS) return bad("range");
  return { start, end, step };
}

/** What `${offset,width,base}` says. */
interface Modifier {
  readonly offset: number;
  readonly width: number;
  readonly base: string;
}

const PLAIN: Modifier = { offset: 0, width: 0, base: "d" };

/** Reads what stands between the braces; the reason when it is bad. */
function readModifier(text: string): Modifier | string {
  const [offsetText = "", widthText = "0", base = "d", ...more] = text.split(",");
  if (more.length > 0) return "bad modifier in $GENERATE";
  if (BASES[base] === undefined) return "bad base in $GENERATE";
  const offset = readInteger(offsetText);
  if (offset === undefined) return "bad offset in $GENERATE";
  const width = /^\d+$/.test(widthText) ? Number(widthText) : undefined;
  if (width === undefined || width > 0xff) return "bad width in $GENERATE";
  return { offset, width, base };
}

function writeNumber(number: number, { offset, width, base }: Modifier): string {
  const digits = (number + offset).toString(BASES[base]).padStart(width, "0");
  return base === "X" ? digits.toUpperCase() : digits;
}

/** A part of a template: text as it is, or the number in some form. */
type Part = string | Modifier;

/** A text of generated lines is cut about there: all lines together may be longer than a text can be. */
const MAX_PART = 65_536;

/**
 * All lines of a template, one for each number, in parts that are made when they are asked for. `token` is the blank
 * before the template: places of mistakes are counted from it.
 */
export function generateLines(
  template: string,
  range: GenerateRange,
  token: Token,
): (() => string | undefined) | TextError {
  const parts = readTemplate(template, range, token);
  if (parts instanceof TextError) return parts;
  let number = range.start;
  return () => {
    let lines = "";
    for (; number <= range.end && lines.length < MAX_PART; number += range.step) {
      for (const part of parts) lines += typeof part === "string" ? part : writeNumber(number, part);
      lines += "\n";
    }
    return lines === "" ? undefined : lines;
  };
}

/** Takes a template apart. A backslash makes a `$` or a backslash stand for itself, and drops anything else. */
function readTemplate(template: string, range: GenerateRange, token: Token): readonly Part[] | TextError {
  const parts: Part[] = [];
  let literal = "";
  const add = (modifier: Modifier): void => {
    if (literal !== "") parts.push(literal);
    parts.push(modifier);
    literal = "";
  };
  let escaped = false;
  for (let at = 0; at < template.length; at++) {
    const character = template.charAt(at);
    if (escaped) {
      escaped = false;
      if (character === "\\" || character === "$") literal += character;
    } else if (character === "\\") {
      escaped = true;
    } else if (character !== "$") {
      literal += character;
    } else if (template.charAt(at + 1) === "$") {
      literal += "$";
      at++;
    } else if (template.charAt(at + 1) !== "{") {
      add(PLAIN);
    } else {
      const close = template.indexOf("}", at + 2);
      const modifier = close === -1 ? "bad modifier in $GENERATE" : readModifier(template.slice(at + 2, close));
      const reason = typeof modifier === "string" ? modifier : badOffset(modifier, range);
      if (reason !== undefined || typeof modifier === "string") {
        const text = template.slice(at, close === -1 ? template.length : close + 1);
        const place = { ...token, text, column: token.column + at + 1 };
        return new TextError(reason ?? "", place);
      }
      add(modifier);
      at = close;
    }
  }
  if (literal !== "") parts.push(literal);
  return parts;
}

function badOffset({ offset }: Modifier, { start, end }: GenerateRange): string | undefined {
  return start + offset < 0 || end + offset > MAX_NUMBER ? "bad offset in $GENERATE" : undefined;
}
