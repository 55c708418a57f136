/** The lossless tree of one Corefile: what stands in the file, before imports and variables are looked at. */
import type { Problem } from "../text/problem.ts";
import type { Source, SourceToken, Span } from "./token.ts";

/** A Corefile as it is written. Tokens and what stands between them make up the whole text. */
export interface CorefileTree {
  readonly source: Source;
  /** All tokens in the order of the text. */
  readonly tokens: readonly SourceToken[];
  readonly comments: readonly Comment[];
  readonly items: readonly TopLevelNode[];
  /** What is wrong with the structure of this file, the first one as CoreDNS would say it. */
  readonly errors: readonly Problem[];
}

/** A comment without its line end. */
export interface Comment extends Span {
  /** The text from the hash on. */
  readonly text: string;
  /** The hash cuts a word: such a comment ends at the next white space, not at the end of the line. */
  readonly glued: boolean;
}

/** What may stand at the top of a Corefile. */
export type TopLevelNode = ServerBlockNode | SnippetNode | ImportNode;

/** A server block: its keys and its directives. */
export interface ServerBlockNode {
  readonly kind: "server block";
  readonly keys: readonly KeyNode[];
  readonly open: SourceToken | undefined;
  readonly body: readonly LineNode[];
  readonly close: SourceToken | undefined;
  readonly first: SourceToken;
  readonly last: SourceToken;
}

/** A key of a server block as it is written. */
export interface KeyNode {
  readonly kind: "key";
  readonly token: SourceToken;
  /** The key without the comma that may follow it. */
  readonly text: string;
}

/** `(name) { ... }`: lines to be imported by name. */
export interface SnippetNode {
  readonly kind: "snippet";
  readonly name: string;
  readonly nameToken: SourceToken;
  readonly open: SourceToken | undefined;
  readonly body: readonly LineNode[];
  readonly close: SourceToken | undefined;
  readonly first: SourceToken;
  readonly last: SourceToken;
}

/** A line in a block, with the block that may hang on it. */
export type LineNode = DirectiveNode | ImportNode;

/** A directive, or at greater depth a property: a name, arguments and perhaps a block. */
export interface DirectiveNode {
  readonly kind: "directive";
  /** 1 for a directive of a server block, 2 for its properties, and so on. */
  readonly depth: number;
  readonly name: SourceToken;
  readonly args: readonly SourceToken[];
  readonly block: BlockNode | undefined;
  readonly first: SourceToken;
  readonly last: SourceToken;
}

/** The braces after a directive and the lines between them. */
export interface BlockNode {
  readonly kind: "block";
  readonly open: SourceToken;
  readonly lines: readonly LineNode[];
  readonly close: SourceToken | undefined;
}

/** `import PATTERN`: a file, several files or a snippet. */
export interface ImportNode {
  readonly kind: "import";
  readonly name: SourceToken;
  readonly args: readonly SourceToken[];
  readonly first: SourceToken;
  readonly last: SourceToken;
}
