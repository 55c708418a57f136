/** What an import may name: snippets, files, and patterns for folders. */

import type { Completion } from "../completions.ts";
import type { Asked } from "../corefile/asked.ts";
import { folderOf, pathFrom } from "../corefile/paths.ts";
import { snippetText } from "../corefile/snippet-text.ts";

/** Snippets first, then files beside the importing one, then whole folders; nothing behind the one argument. */
export function completeImport({ workspace, reach, parsed, spot }: Asked): readonly Completion[] {
  if (spot.before.length > 0) return [];
  const inside = spot.item?.kind === "snippet" ? spot.item.name : undefined;
  const snippets = [...reach.snippets.values()]
    .filter(({ node }) => node.name !== inside)
    .map(
      ({ node, parsed: where }): Completion => ({
        label: node.name,
        kind: "snippet",
        detail: where.file === parsed.file ? "Snippet" : `Snippet of ${where.file}`,
        documentation: `\`\`\`corefile\n${snippetText(where, node)}\n\`\`\``,
        insert: node.name,
      }),
    );
  const folder = folderOf(workspace, parsed.file);
  const paths = workspace.paths
    .filter((path) => path !== parsed.file && path !== workspace.corefile)
    .map((path) => pathFrom(workspace, folder, path));
  const files = paths.map((label): Completion => ({ label, kind: "file", detail: "File", insert: label }));
  const folders = new Set(
    paths.filter((path) => path.includes("/")).map((path) => path.slice(0, path.lastIndexOf("/"))),
  );
  const patterns = [...folders].sort().map(
    (path): Completion => ({
      label: `${path}/*`,
      kind: "folder",
      detail: "All files of this folder",
      insert: `${path}/*`,
    }),
  );
  return [...snippets, ...files, ...patterns];
}
