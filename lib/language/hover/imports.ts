/** What an import stands for, and who imports a snippet. */
import type { ImportNode } from "../../corefile/tree.ts";
import type { Asked } from "../corefile/asked.ts";
import { importedFiles } from "../corefile/reach.ts";
import { excerpt, snippetText } from "../corefile/snippet-text.ts";

const MAX_FILES = 20;

/** The snippet or the files of an import, with their text when it is one. */
export function importHover({ workspace, reach }: Asked, node: ImportNode): readonly string[] {
  const use = reach.imports.find((candidate) => candidate.node === node);
  if (use?.argument === undefined) return [];
  const snippet = reach.snippets.get(use.argument);
  if (snippet !== undefined) {
    return [
      `Snippet \`${use.argument}\` of \`${snippet.parsed.file}\`:`,
      fenced(snippetText(snippet.parsed, snippet.node)),
    ];
  }
  const files = importedFiles(workspace, use);
  const [first, second] = files;
  if (first === undefined) return [`No snippet or file of this workspace is called \`${use.argument}\`.`];
  if (second === undefined) {
    const text = workspace.files.read(first);
    return [`File \`${first}\`:`, ...(typeof text === "string" ? [fenced(excerpt(text))] : [])];
  }
  const names = files.slice(0, MAX_FILES).map((file) => `- \`${file}\``);
  const more = files.length > MAX_FILES ? [`- and ${files.length - MAX_FILES} more`] : [];
  return [`${files.length} files, in this order:`, [...names, ...more].join("\n")];
}

/** What a snippet is, and how often it is imported. */
export function snippetHover({ reach }: Asked, name: string): readonly string[] {
  const count = reach.imports.filter(({ argument }) => argument === name).length;
  const times =
    count === 0 ? "It is not imported anywhere." : `It is imported ${count === 1 ? "once" : `${count} times`}.`;
  return [`Snippet: its lines go wherever \`import ${name}\` does, further down. ${times}`];
}

function fenced(text: string): string {
  return `\`\`\`corefile\n${text}\n\`\`\``;
}
