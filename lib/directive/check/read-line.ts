/** Takes the words of a line off the cursor as CoreDNS's parsers do, and reads them. */
import type { TokenCursor } from "../../corefile/cursor.ts";
import type { Token } from "../../corefile/token.ts";
import type { Argument } from "../argument.ts";
import { wrongCount } from "../complaint.ts";
import { COMPLAINED, type Complained, type CustomLine, type FormsLine, type Line, type OrderedLine } from "../line.ts";
import { Value } from "../value.ts";
import { formOf, type Reading, readFormless, readWords, take, takeAll } from "./read-words.ts";
import { fits } from "./share-words.ts";

/** Reads the line behind the cursor's word; COMPLAINED when that cannot be used. */
export function readLine(line: Line<unknown>, cursor: TokenCursor, reading: Reading): unknown {
  switch (line.shape) {
    case "ordered":
      return line.options.reads === "steps"
        ? readSteps(line, cursor, reading)
        : readWords(line, cursor.remainingArgs(), reading);
    case "forms":
      return line.options.reads === "steps"
        ? readFormSteps(line, cursor, reading)
        : readWords(line, cursor.remainingArgs(), reading);
    case "clauses":
      return readWords(line, cursor.remainingArgs(), reading);
    case "custom":
      return readWords(line, customWords(line, cursor), reading);
  }
}

function readSteps({ args, options }: OrderedLine<unknown>, cursor: TokenCursor, reading: Reading): unknown {
  const given: Record<string, unknown> = {};
  let hasRest = false;
  for (const [name, argument] of Object.entries(args)) {
    hasRest ||= argument.occurs === "rest";
    const value = step(argument, cursor, reading);
    if (value === COMPLAINED) return COMPLAINED;
    given[name] = value;
  }
  const extra = options.extra ?? wrongCount;
  if (hasRest || extra === "leave") return given;
  const others =
    options.extraTogether === true || extra === "ignore" ? cursor.remainingArgs().length > 0 : cursor.nextArg();
  if (!others || extra === "ignore") return given;
  reading.report.add(extra, { code: "wrong-count", word: cursor.text, name: reading.name });
  return COMPLAINED;
}

function step(argument: Argument<unknown>, cursor: TokenCursor, reading: Reading): unknown {
  switch (argument.occurs) {
    case "one": {
      const token = cursor.nextArg() ? cursor.token : undefined;
      return token === undefined ? missing(argument, cursor, reading) : take(argument, token, reading);
    }
    case "optional": {
      const ahead = cursor.fork();
      if (!ahead.nextArg() || !fits(argument, ahead.text, 1)) return undefined;
      cursor.nextArg();
      return cursor.token === undefined ? undefined : take(argument, cursor.token, reading);
    }
    case "rest": {
      const tokens = cursor.remainingArgs();
      const { min = 0, max = Number.POSITIVE_INFINITY } = argument.options;
      return tokens.length < min || tokens.length > max
        ? missing(argument, cursor, reading)
        : takeAll(argument, tokens, reading);
    }
  }
}

function missing({ options, kind }: Argument<unknown>, cursor: TokenCursor, { report, name }: Reading): Complained {
  const help = `Expected ${kind.expects}.`;
  report.add(options.missing ?? wrongCount, { code: "wrong-count", word: cursor.text, name, help });
  return COMPLAINED;
}

function readFormSteps(line: FormsLine<unknown>, cursor: TokenCursor, reading: Reading): unknown {
  const ahead = cursor.fork();
  if (!ahead.nextArg()) return readFormless(line, reading);
  const name = formOf(line, ahead.text);
  const form = name === undefined ? undefined : line.forms[name];
  if (form === undefined) return readWords(line, cursor.remainingArgs(), reading);
  cursor.nextArg();
  const token = cursor.token;
  const args = readLine(form.line, cursor, reading);
  return args === COMPLAINED || token === undefined ? COMPLAINED : { form: name, word: new Value(name, token), args };
}

function customWords({ blockBelow }: CustomLine<unknown>, cursor: TokenCursor): readonly Token[] {
  const words = [...cursor.remainingArgs()];
  if (blockBelow === undefined || words.length >= blockBelow) return words;
  while (cursor.nextBlock()) if (cursor.token !== undefined) words.push(cursor.token);
  return words;
}
