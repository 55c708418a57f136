/** What is in a file, as a tree: server blocks with their keys, directives, snippets, imports. */

import type { LineNode, TopLevelNode } from "../corefile/tree.ts";
import type { Range } from "../text/position.ts";
import { surroundingsOf } from "./corefile/asked.ts";
import { type Parsed, rangeAt } from "./corefile/parsed.ts";
import type { LanguageWorkspace } from "./workspace.ts";

/** One entry of the outline. */
export interface OutlineEntry {
  readonly name: string;
  /** Arguments, or keys behind the first. */
  readonly detail: string;
  readonly kind: "server block" | "snippet" | "import" | "directive" | "property";
  /** All of it. */
  readonly range: Range;
  /** The name alone. */
  readonly nameRange: Range;
  readonly children: readonly OutlineEntry[];
}

/** Deeper blocks have no entries of their own. */
const MAX_DEPTH = 2;
const MAX_DETAIL = 80;

/** The outline of a file, in its order. */
export function getOutline(workspace: LanguageWorkspace, file: string): readonly OutlineEntry[] {
  const surroundings = surroundingsOf(workspace, file);
  if (surroundings === undefined) return [];
  const { parsed, around } = surroundings.reached;
  return parsed.tree.items.flatMap((item) => {
    const isBare = item.kind === "server block" && item.keys.length === 0 && item.open === undefined;
    const depth = around.kind === "directive" ? MAX_DEPTH : 1;
    return isBare ? linesOf(parsed, item.body, depth) : [itemEntry(parsed, item)];
  });
}

function itemEntry(parsed: Parsed, item: TopLevelNode): OutlineEntry {
  if (item.kind === "import") return lineEntry(parsed, item, 0);
  const range = rangeAt(parsed, item.first.start, item.last.end);
  const children = linesOf(parsed, item.body, 1);
  if (item.kind === "snippet") {
    return { name: `(${item.name})`, detail: "", kind: "snippet", range, nameRange: item.nameToken.range, children };
  }
  const [first, ...others] = item.keys;
  return {
    name: first?.text || "{",
    detail: cut(others.map(({ text }) => text).join(" ")),
    kind: "server block",
    range,
    nameRange: (first?.token ?? item.first).range,
    children,
  };
}

function linesOf(parsed: Parsed, lines: readonly LineNode[], depth: number): readonly OutlineEntry[] {
  return lines.map((line) => lineEntry(parsed, line, depth));
}

function lineEntry(parsed: Parsed, line: LineNode, depth: number): OutlineEntry {
  const block = line.kind === "directive" && depth < MAX_DEPTH ? line.block : undefined;
  return {
    name: line.name.text || '""',
    detail: cut(line.args.map(({ raw }) => raw).join(" ")),
    kind: line.kind === "import" ? "import" : depth > 1 ? "property" : "directive",
    range: rangeAt(parsed, line.first.start, line.last.end),
    nameRange: line.name.range,
    children: block === undefined ? [] : linesOf(parsed, block.lines, depth + 1),
  };
}

function cut(text: string): string {
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;
}
