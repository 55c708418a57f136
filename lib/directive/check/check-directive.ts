/** Checks the words of a directive against its description: typed uses, and what CoreDNS says of the rest. */
import { TokenCursor } from "../../corefile/cursor.ts";
import type { Token } from "../../corefile/token.ts";
import { lineOf } from "../../text/line-of.ts";
import type { Problem } from "../../text/problem.ts";
import { type Complaint, plain } from "../complaint.ts";
import { cameLater } from "../dated.ts";
import { type Directive, USED_TWICE } from "../directive.ts";
import { COMPLAINED } from "../line.ts";
import { type DirectiveBlock, readBlock, skipBlock } from "./read-block.ts";
import { readLine } from "./read-line.ts";
import { complainWith, placeOf, Report } from "./report.ts";

/** What the words of a directive mean. */
export interface Checked<Config> {
  /** The uses that are right, in the order of the file. */
  readonly uses: readonly Config[];
  /** What is wrong; the first is what CoreDNS says and ends with. */
  readonly problems: readonly Problem[];
  /** What CoreDNS has read when it comes upon the first problem; undefined when there is none. */
  readonly onTheWay: OnTheWay<Config> | undefined;
}

/** What was right before the first problem. */
export interface OnTheWay<Config> {
  readonly uses: readonly Config[];
  /** The use with the problem in it: its arguments, and the lines of its block before the problem. */
  readonly cut: CutUse<Config> | undefined;
}

/** The beginning of a use. */
type CutUse<Config> = Config extends { readonly args: infer Args; readonly lines: infer Lines }
  ? { readonly args: Args; readonly lines: Lines }
  : never;

/** All the words of a directive in one server block, and the name of the Corefile for messages. */
export interface DirectiveWords {
  readonly tokens: readonly Token[];
  readonly file: string;
}

/** Checks all uses of a directive in one server block. */
export function checkDirective<Config>(
  directive: Directive<Config>,
  { tokens, file }: DirectiveWords,
): Checked<Config> {
  const cursor = new TokenCursor(tokens, file);
  const report = new Report(cursor, directive.name, directive.prefixes);
  const uses: Config[] = [];
  let onTheWay: OnTheWay<Config> | undefined;
  const once = onceRule(directive);
  for (let index = 0; cursor.next(); index++) {
    if (index > 0 && once !== undefined && (!once.ifArgument || cursor.nextArg())) {
      report.add(once.complaint, {
        code: "used-twice",
        name: directive.name,
        word: cursor.text,
        ...placeOf(cursor.token),
        ...(tokens[0] === undefined ? {} : { help: aboutFirst(directive, tokens[0]) }),
      });
      break;
    }
    const before = report.problems.length;
    const { use, cut } = readUse(directive, cursor, report);
    if (use !== undefined && report.problems.length === before) uses.push(use);
    if (report.problems.length > 0) onTheWay ??= { uses: [...uses], cut };
    if (directive.repeat === "first" || (use !== undefined && directive.endsAfter?.(use) === true)) break;
  }
  if (report.problems.length === 0) directive.finish?.(uses, complainWith(report, tokens[0]));
  if (report.problems.length > 0) onTheWay ??= { uses, cut: undefined };
  return { uses, problems: report.problems, onTheWay };
}

/** Where the first use is, which an import may have brought. */
function aboutFirst({ name, dated }: Directive<unknown>, { range }: Token): string {
  const again = `${name} stands in ${lineOf(range)} already. Join the two, or give the other one a server block of its own, for its own zone.`;
  if (dated?.repeatsSince === undefined) return again;
  return `${again} ${cameLater(`Several uses of ${name} in one server block`, dated.repeatsSince, dated)}`;
}

/** What CoreDNS says of a second use, and whether only of one that has words. */
interface OnceRule {
  readonly complaint: Complaint;
  readonly ifArgument: boolean;
}

function onceRule({ repeat }: Directive<unknown>): OnceRule | undefined {
  if (repeat === "once") return { complaint: plain(USED_TWICE), ifArgument: false };
  return typeof repeat === "object" ? { complaint: repeat.once, ifArgument: repeat.ifArgument ?? false } : undefined;
}

/** A use if it can be told, and its beginning if something is wrong with it. */
interface ReadUse<Config> {
  readonly use?: Config;
  readonly cut?: CutUse<Config>;
}

function readUse<Config>(directive: Directive<Config>, cursor: TokenCursor, report: Report): ReadUse<Config> {
  const head = cursor.token;
  if (head === undefined) return {};
  const before = report.problems.length;
  const args = readLine(directive.line, cursor, { report, name: directive.name, head });
  if (args === COMPLAINED) cursor.remainingArgs();
  let block: DirectiveBlock = { properties: {}, lines: [], linesBeforeProblem: 0, rows: [] };
  const leaves = args !== COMPLAINED && directive.leavesBlock?.(args) === true;
  if (directive.block && !leaves) block = readBlock(directive, { args, cursor, report });
  else if (args === COMPLAINED) skipBlock(cursor);
  if (args === COMPLAINED) return {};
  const { linesBeforeProblem, ...read } = block;
  // The description is what `Config` is inferred from, and what has just been followed.
  const cut = { args, lines: read.lines.slice(0, linesBeforeProblem) } as CutUse<Config>;
  if (report.problems.length > before) return { cut };
  const use = { at: head.range, last: cursor.token ?? head, args, ...read } as Config;
  directive.refine?.(use, complainWith(report, head));
  return { use, cut };
}
