/** Reads the block behind a directive: properties, and free rows for the directives that have them. */
import type { TokenCursor } from "../../corefile/cursor.ts";
import type { Token } from "../../corefile/token.ts";
import type { Directive, Row } from "../directive.ts";
import { COMPLAINED, type Complained, type Form, type Line } from "../line.ts";
import type { Property, PropertyUse } from "../property.ts";
import { Value } from "../value.ts";
import { readLine } from "./read-line.ts";
import { complainWith, type Report } from "./report.ts";

/** What a block holds. */
export interface DirectiveBlock {
  readonly properties: Readonly<Record<string, unknown>>;
  /** All lines of properties in order. */
  readonly lines: readonly PropertyUse<unknown>[];
  /** How many of the lines stand before the first problem. */
  readonly linesBeforeProblem: number;
  readonly rows: readonly Row[];
}

interface Reader {
  /** The directive's own arguments: which form was chosen decides about properties. */
  readonly args: unknown;
  readonly cursor: TokenCursor;
  readonly report: Report;
}

/** Reads the block if one opens on this line. A line that is wrong is passed over. */
export function readBlock(directive: Directive<unknown>, { args, cursor, report }: Reader): DirectiveBlock {
  const properties: Record<string, unknown> = {};
  const { laterProperties = {} } = directive.dated ?? {};
  for (const [name, { repeat }] of [...Object.entries(directive.properties), ...Object.entries(laterProperties)])
    if (repeat === "each") properties[name] = [];
  const lines: PropertyUse<unknown>[] = [];
  const rows: Row[] = [];
  let linesBeforeProblem = 0;
  const allowed = propertiesOfForm(directive.line, args);
  while (cursor.nextBlock()) {
    const token = cursor.token;
    if (token === undefined) break;
    const name = directive.anyCase ? token.text.toLowerCase() : token.text;
    const isKnown = Object.hasOwn(directive.properties, name) && (allowed === undefined || allowed.includes(name));
    const property = isKnown ? directive.properties[name] : undefined;
    const refusal = isKnown && args !== COMPLAINED ? directive.refuseProperty?.(args, name) : undefined;
    if (refusal !== undefined) {
      report.add(refusal, { code: "refused-property", word: token.text, name, at: token });
      skipLine(cursor);
    } else if (property !== undefined) {
      readProperty(property, { name, token, properties, lines }, { args, cursor, report });
      if (report.problems.length === 0) linesBeforeProblem = lines.length;
    } else if (directive.rows !== undefined && directive.rows.accepts?.(properties) !== false) {
      rows.push({
        at: token.range,
        words: [token, ...cursor.remainingArgs()].map((word) => new Value(word.text, word)),
      });
    } else if (!directive.ignoredWords.includes(token.text)) {
      const { unknownLine } = directive;
      if (unknownLine !== undefined && readLine(unknownLine, cursor, { report, name, head: token }) === COMPLAINED) {
        skipLine(cursor);
        continue;
      }
      const ofArguments = args === COMPLAINED ? undefined : directive.refuseUnknown?.(args);
      report.add(ofArguments ?? directive.unknownProperty, {
        code: "unknown-property",
        word: token.text,
        name: directive.name,
        at: token,
        isUnknown: true,
      });
      skipLine(cursor);
    }
  }
  return { properties, lines, linesBeforeProblem, rows };
}

function propertiesOfForm(line: Line<unknown>, args: unknown): readonly string[] | undefined {
  if (line.shape !== "forms" || typeof args !== "object" || args === null || !("form" in args)) return undefined;
  const form: Form<unknown> | undefined = line.forms[String(args.form)];
  return form?.properties;
}

interface Named {
  readonly name: string;
  readonly token: Token;
  readonly properties: Record<string, unknown>;
  readonly lines: PropertyUse<unknown>[];
}

function readProperty(property: Property<unknown>, named: Named, reader: Reader): void {
  const { name, token, properties, lines } = named;
  const args = readPropertyArgs(property, named, reader);
  if (args === COMPLAINED) {
    skipLine(reader.cursor);
    return;
  }
  const use: PropertyUse<unknown> = { name, at: token.range, args };
  lines.push(use);
  const earlier = properties[name];
  if (property.repeat === "each") properties[name] = [...(Array.isArray(earlier) ? earlier : []), use];
  else properties[name] = property.repeat === "merge" ? merge(earlier, use) : use;
}

function readPropertyArgs(
  property: Property<unknown>,
  { name, token, properties, lines }: Named,
  { cursor, report }: Reader,
): unknown {
  const { repeat } = property;
  const second = typeof repeat === "object" && Object.hasOwn(properties, name) ? repeat : undefined;
  const refuseSecond = (): Complained => {
    if (second !== undefined) report.add(second.once, { code: "property-twice", word: token.text, name, at: token });
    return COMPLAINED;
  };
  if (second?.said === "before") return refuseSecond();
  const args = readLine(property.line, cursor, { report, name, head: token });
  if (args === COMPLAINED) return COMPLAINED;
  if (second !== undefined) return refuseSecond();
  const before = report.problems.length;
  property.check?.(
    args,
    complainWith(report, token),
    lines.filter((line) => line.name === name),
  );
  return report.problems.length > before ? COMPLAINED : args;
}

/** A later line over an earlier one: what it does not say stays, lists grow. */
function merge(earlier: unknown, later: PropertyUse<unknown>): PropertyUse<unknown> {
  if (!isUse(earlier) || !isRecord(earlier.args) || !isRecord(later.args)) return later;
  const args: Record<string, unknown> = { ...earlier.args };
  for (const [name, value] of Object.entries(later.args)) {
    const old = args[name];
    if (Array.isArray(old) && Array.isArray(value)) args[name] = [...old, ...value];
    else if (value !== undefined) args[name] = value;
  }
  return { ...later, args };
}

function isUse(value: unknown): value is PropertyUse<unknown> {
  return isRecord(value) && "args" in value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Passes over the rest of a line, and over the block behind it. */
function skipLine(cursor: TokenCursor): void {
  cursor.remainingArgs();
  skipBlock(cursor);
}

/** Passes over the block that opens on this line, if one does. */
export function skipBlock(cursor: TokenCursor): void {
  const ahead = cursor.fork();
  if (!ahead.nextArg() || ahead.text !== "{") return;
  cursor.nextArg();
  for (let depth = 1; depth > 0 && cursor.next(); ) {
    if (cursor.text === "{") depth++;
    else if (cursor.text === "}") depth--;
  }
}
