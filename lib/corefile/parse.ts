/** Makes the lossless tree of a Corefile. Any text has one: what does not fit is put where CoreDNS would read it. */

import type { Problem } from "../text/problem.ts";
import { lex } from "./lexer.ts";
import { ProblemList } from "./problem-list.ts";
import { readBlocks } from "./reader.ts";
import type { Source, SourceToken } from "./token.ts";
import type { CorefileTree, KeyNode, ServerBlockNode, SnippetNode, TopLevelNode } from "./tree.ts";
import { isNewLine, readBody, restOfLine } from "./tree-body.ts";

/** Reads a Corefile as it is written. Never throws; errors are part of the tree. */
export function parseCorefile(text: string, file: string): CorefileTree {
  const source: Source = { file, text };
  const { tokens, comments } = lex(source);
  return makeTree(source, { tokens, comments, items: parseItems(tokens) });
}

/** A tree of its parts; errors are looked for when somebody asks. */
export function makeTree(
  source: Source,
  { tokens, comments, items }: Pick<CorefileTree, "tokens" | "comments" | "items">,
): CorefileTree {
  let errors: readonly Problem[] | undefined;
  return {
    source,
    tokens,
    comments,
    items,
    get errors() {
      errors ??= structureErrors(source, tokens);
      return errors;
    },
  };
}

/** The items that these tokens make up. */
export function parseItems(tokens: readonly SourceToken[]): readonly TopLevelNode[] {
  const items: TopLevelNode[] = [];
  for (let at = 0; at < tokens.length; ) {
    const item = readItem(tokens, at);
    items.push(item.node);
    at = item.next;
  }
  return items;
}

interface Item<Node> {
  readonly node: Node;
  /** The first token behind it. */
  readonly next: number;
}

function readItem(tokens: readonly SourceToken[], at: number): Item<TopLevelNode> {
  const first = tokens[at];
  if (first?.text === "import" && isNewLine(tokens, at)) {
    const args = restOfLine(tokens, at + 1);
    return {
      node: { kind: "import", name: first, args, first, last: args.at(-1) ?? first },
      next: at + 1 + args.length,
    };
  }
  return readBlock(tokens, at);
}

function readBlock(tokens: readonly SourceToken[], at: number): Item<ServerBlockNode | SnippetNode> {
  const { keys, next: afterKeys } = readKeys(tokens, at);
  const opening = tokens[afterKeys];
  const open = opening?.text === "{" ? opening : undefined;
  const body = readBody(tokens, open === undefined ? afterKeys : afterKeys + 1);
  const first = tokens[at] as SourceToken;
  const last = tokens[body.next - 1] ?? first;
  const parts = { open, body: body.lines, close: body.close, first, last };
  const name = snippetName(keys);
  if (name === undefined || opening === undefined) {
    return { node: { kind: "server block", keys, ...parts }, next: body.next };
  }
  return { node: { kind: "snippet", name, nameToken: first, ...parts }, next: body.next };
}

/** The words up to a brace, or to the end of a line that does not end in a comma. */
function readKeys(tokens: readonly SourceToken[], from: number): { readonly keys: KeyNode[]; readonly next: number } {
  const keys: KeyNode[] = [];
  let expectsAnother = false;
  let at = from;
  for (let token = tokens[at]; token !== undefined && token.text !== "{"; token = tokens[at]) {
    if (at > from && !expectsAnother && isNewLine(tokens, at)) break;
    if (token.text !== "") {
      expectsAnother = token.text.endsWith(",");
      keys.push({ kind: "key", token, text: expectsAnother ? token.text.slice(0, -1) : token.text });
    }
    at++;
  }
  return { keys, next: at };
}

function snippetName(keys: readonly KeyNode[]): string | undefined {
  const [key, another] = keys;
  if (key === undefined || another !== undefined) return undefined;
  if (!key.text.startsWith("(") || !key.text.endsWith(")")) return undefined;
  return key.text.slice(1).replace(/\)$/, "");
}

/** What CoreDNS would find wrong with this file alone. Imports stand for nothing, and variables for themselves. */
function structureErrors({ file }: Source, tokens: readonly SourceToken[]): readonly Problem[] {
  const problems = new ProblemList(file);
  const snippets = new Set<string>();
  readBlocks(tokens, {
    file,
    environment: undefined,
    directives: undefined,
    problems,
    find: () => ({ kind: "tokens", tokens: [] }),
    counts: () => ({ files: 0, snippets: 0, defined: snippets.size }),
    hasSnippet: (name) => snippets.has(name),
    define: (name) => snippets.add(name),
  });
  return problems.errors;
}
