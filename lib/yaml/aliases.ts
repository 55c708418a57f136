/** What the aliases of a YAML document stand for, found in one go: the parser's own way walks the document for each. */
import { type Document, type Node, visit } from "yaml";

/** The node of each alias: the last one before it that has the name. Aliases of nothing are not among them. */
export function aliasesIn(document: Document.Parsed): ReadonlyMap<unknown, Node> {
  const anchors = new Map<string, Node>();
  const aliases = new Map<unknown, Node>();
  visit(document, {
    Alias: (_key, alias) => {
      const node = anchors.get(alias.source);
      if (node !== undefined) aliases.set(alias, node);
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return aliases;
}
