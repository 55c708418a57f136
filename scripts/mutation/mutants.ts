/** What may be changed in a source file so that it means something else: one small change each. */
import * as ast from "typescript/unstable/ast";
import { API, type Checker, type Type, TypeFlags } from "typescript/unstable/sync";

/** One change of one file. */
export interface Mutant {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text: string;
}

type Change = Pick<Mutant, "start" | "end" | "text">;

/** A file's text, what is known of it, and where to put the changes. */
interface Source {
  readonly text: string;
  readonly tree: ast.SourceFile;
  readonly isNumeric: (node: ast.Node) => boolean;
}

const { SyntaxKind } = ast;

/** What each operator may be taken for. */
const OPERATORS: ReadonlyMap<ast.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.LessThanToken, ["<=", ">="]],
  [SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [SyntaxKind.GreaterThanToken, [">=", "<="]],
  [SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
  [SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [SyntaxKind.AmpersandAmpersandToken, ["||"]],
  [SyntaxKind.BarBarToken, ["&&"]],
  [SyntaxKind.MinusToken, ["+"]],
  [SyntaxKind.AsteriskToken, ["/"]],
  [SyntaxKind.SlashToken, ["*"]],
  [SyntaxKind.PercentToken, ["*"]],
  [SyntaxKind.LessThanLessThanToken, [">>"]],
  [SyntaxKind.GreaterThanGreaterThanToken, ["<<"]],
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, ["<<"]],
  [SyntaxKind.AmpersandToken, ["|"]],
  [SyntaxKind.BarToken, ["&"]],
  [SyntaxKind.CaretToken, ["|"]],
  [SyntaxKind.MinusEqualsToken, ["+="]],
]);
/** Those of which a text may be a side: then nothing but nonsense would come of the change. */
const NUMERIC_OPERATORS: ReadonlyMap<ast.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.PlusToken, ["-"]],
  [SyntaxKind.PlusEqualsToken, ["-="]],
]);

/** All changes of these files, given by their paths below the root; the project is the tsconfig that has them. */
export function mutantsOf(root: string, project: string, files: readonly string[]): ReadonlyMap<string, Mutant[]> {
  const api = new API({ cwd: root });
  try {
    const found = api.updateSnapshot({ openProjects: [`${root}/${project}`] }).getProject(`${root}/${project}`);
    if (found === undefined) throw new Error(`${project} is no project`);
    return new Map(
      files.map((file) => {
        const tree = found.program.getSourceFile(`${root}/${file}`);
        if (tree === undefined) throw new Error(`${file} is not part of ${project}`);
        const changes = changesOf({ tree, text: tree.text, isNumeric: numericTest(found.checker) });
        return [file, changes.map((change) => ({ file, line: lineOf(tree.text, change.start), ...change }))];
      }),
    );
  } finally {
    api.close();
  }
}

function numericTest(checker: Checker): (node: ast.Node) => boolean {
  const isNumeric = (type: Type | undefined): boolean =>
    type !== undefined && (type.flags & (TypeFlags.NumberLike | TypeFlags.BigIntLike)) !== 0;
  return (node) => isNumeric(checker.getTypeAtLocation(node));
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function changesOf(source: Source): readonly Change[] {
  const changes: Change[] = [];
  const walk = (node: ast.Node): void => {
    // Types are no behaviour.
    if (ast.isTypeNode(node) || ast.isInterfaceDeclaration(node) || ast.isImportDeclaration(node)) return;
    changes.push(...changesAt(node, source));
    node.forEachChild(walk);
  };
  walk(source.tree);
  return changes;
}

function changesAt(node: ast.Node, source: Source): readonly Change[] {
  const replaced = (what: ast.Node, ...texts: readonly string[]): readonly Change[] =>
    texts.map((text) => ({ start: what.getStart(source.tree), end: what.end, text }));
  const textOf = (what: ast.Node): string => source.text.slice(what.getStart(source.tree), what.end);
  if (ast.isBinaryExpression(node)) return replaced(node.operatorToken, ...operatorsFor(node, source));
  if (ast.isNumericLiteral(node) || ast.isBigIntLiteral(node)) return replaced(node, ...neighbours(textOf(node)));
  if (node.kind === SyntaxKind.TrueKeyword) return replaced(node, "false");
  if (node.kind === SyntaxKind.FalseKeyword) return replaced(node, "true");
  if (ast.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    return replaced(node, `(${textOf(node.operand)})`);
  }
  if (ast.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.MinusToken) {
    return replaced(node, `(${textOf(node.operand)})`);
  }
  if (ast.isPrefixUnaryExpression(node) || ast.isPostfixUnaryExpression(node)) return stepChanges(node, source);
  if (ast.isConditionalExpression(node)) return replaced(node.condition, `!(${textOf(node.condition)})`);
  if (ast.isWhileStatement(node)) return replaced(node.expression, `!(${textOf(node.expression)})`);
  if (ast.isIfStatement(node)) return ifChanges(node, source);
  if (ast.isExpressionStatement(node)) return isCall(node.expression) ? replaced(node, ";") : [];
  return earlyReturn(node, source);
}

function operatorsFor(node: ast.BinaryExpression, { isNumeric }: Source): readonly string[] {
  const { kind } = node.operatorToken;
  const numeric = NUMERIC_OPERATORS.get(kind);
  if (numeric !== undefined) return isNumeric(node.left) && isNumeric(node.right) ? numeric : [];
  return OPERATORS.get(kind) ?? [];
}

/** One more and one less. */
function neighbours(literal: string): readonly string[] {
  const digits = literal.replaceAll("_", "");
  if (digits.endsWith("n")) {
    const value = BigInt(digits.slice(0, -1));
    return [`${value + 1n}n`, `(${value - 1n}n)`];
  }
  const value = Number(digits);
  return Number.isSafeInteger(value) ? [`${value + 1}`, `(${value - 1})`] : [];
}

function stepChanges(node: ast.PrefixUnaryExpression | ast.PostfixUnaryExpression, source: Source): readonly Change[] {
  const text = source.text.slice(node.getStart(source.tree), node.end);
  const is = (operator: ast.SyntaxKind): boolean => node.operator === operator;
  if (!is(SyntaxKind.PlusPlusToken) && !is(SyntaxKind.MinusMinusToken)) return [];
  const other = is(SyntaxKind.PlusPlusToken) ? text.replace("++", "--") : text.replace("--", "++");
  return [{ start: node.getStart(source.tree), end: node.end, text: other }];
}

/** A condition that is turned round, and one that never holds. */
function ifChanges({ expression, elseStatement }: ast.IfStatement, { text, tree }: Source): readonly Change[] {
  const start = expression.getStart(tree);
  const { end } = expression;
  const turned = { start, end, text: `!(${text.slice(start, end)})` };
  return elseStatement === undefined ? [turned, { start, end, text: "false" }] : [turned];
}

function isCall(node: ast.Node): boolean {
  return ast.isCallExpression(ast.isAwaitExpression(node) ? node.expression : node);
}

/** A function that gives nothing may do nothing. */
function earlyReturn(node: ast.Node, { text, tree }: Source): readonly Change[] {
  if (!ast.isFunctionDeclaration(node) && !ast.isMethodDeclaration(node) && !ast.isArrowFunction(node)) return [];
  const { body, type } = node;
  if (type?.kind !== SyntaxKind.VoidKeyword || body === undefined || !ast.isBlock(body)) return [];
  const start = body.getStart(tree) + 1;
  return text[start - 1] === "{" ? [{ start, end: start, text: " return;" }] : [];
}
