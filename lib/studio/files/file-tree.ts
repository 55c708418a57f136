/** A flat list of paths as a tree: folders first, then files, both by name. */

export interface TreeNode {
  readonly kind: "folder" | "file";
  readonly name: string;
  /** From the workspace's top; a folder's has no slash at its end. */
  readonly path: string;
  readonly children: readonly TreeNode[];
}

interface Draft {
  readonly folders: Map<string, Draft>;
  readonly files: Set<string>;
}

const emptyDraft = (): Draft => ({ folders: new Map(), files: new Set() });

/** Makes the tree. The Corefile comes before its siblings, for it is what the workspace is about. */
export function fileTree(paths: readonly string[], corefile: string): readonly TreeNode[] {
  const root = emptyDraft();
  for (const path of paths) {
    const parts = path.split("/");
    const name = parts.pop();
    if (name === undefined) continue;
    let draft = root;
    for (const part of parts) {
      const next = draft.folders.get(part) ?? emptyDraft();
      draft.folders.set(part, next);
      draft = next;
    }
    draft.files.add(name);
  }
  return finish(root, "", corefile);
}

function finish(draft: Draft, prefix: string, corefile: string): readonly TreeNode[] {
  const folders = [...draft.folders].map(([name, inner]): TreeNode => {
    const path = prefix + name;
    return { kind: "folder", name, path, children: finish(inner, `${path}/`, corefile) };
  });
  const files = [...draft.files].map((name): TreeNode => ({ kind: "file", name, path: prefix + name, children: [] }));
  const byName = (a: TreeNode, b: TreeNode): number => a.name.localeCompare(b.name, "en");
  const isCorefile = ({ path }: TreeNode): boolean => path === corefile;
  const rest = files.filter((file) => !isCorefile(file)).sort(byName);
  return [...files.filter(isCorefile), ...folders.sort(byName), ...rest];
}

/** The rows that are seen, in order, with their depth, when some folders are collapsed. */
export function visibleRows(
  nodes: readonly TreeNode[],
  collapsed: ReadonlySet<string>,
  depth = 0,
): readonly { readonly node: TreeNode; readonly depth: number }[] {
  return nodes.flatMap((node) => {
    const rows = [{ node, depth }];
    if (node.kind === "file" || collapsed.has(node.path)) return rows;
    return [...rows, ...visibleRows(node.children, collapsed, depth + 1)];
  });
}

/** A row of the tree as it is seen. */
export type TreeRow = ReturnType<typeof visibleRows>[number];

/** What a key does in a tree (ARIA tree pattern). */
export type TreeMove =
  | { readonly kind: "focus"; readonly path: string }
  | { readonly kind: "open" | "close" | "activate"; readonly node: TreeNode };

/** Reads a key pressed on a row; undefined when it does nothing there. */
export function treeMove(
  key: string,
  path: string,
  { rows, collapsed }: { readonly rows: readonly TreeRow[]; readonly collapsed: ReadonlySet<string> },
): TreeMove | undefined {
  const at = rows.findIndex(({ node }) => node.path === path);
  const node = rows[at]?.node;
  if (node === undefined) return undefined;
  const focus = (row: TreeRow | undefined): TreeMove | undefined =>
    row === undefined ? undefined : { kind: "focus", path: row.node.path };
  const isOpenFolder = node.kind === "folder" && !collapsed.has(path);
  switch (key) {
    case "ArrowDown":
      return focus(rows[at + 1]);
    case "ArrowUp":
      return focus(rows[at - 1]);
    case "Home":
      return focus(rows[0]);
    case "End":
      return focus(rows.at(-1));
    case "ArrowRight":
      if (node.kind === "file") return undefined;
      return isOpenFolder ? focus(rows[at + 1]) : { kind: "open", node };
    case "ArrowLeft":
      return isOpenFolder ? { kind: "close", node } : focus(rows.find((row) => row.node.children.includes(node)));
    case "Enter":
    case " ":
      return { kind: "activate", node };
    default:
      return undefined;
  }
}
