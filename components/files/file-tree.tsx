/** The tree "Files": arrows move and open folders, Enter opens a file. */
import { ChevronDown, ChevronRight, FileText, Waypoints } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { fileTree, type TreeNode, treeMove, visibleRows } from "../../lib/studio/files/file-tree.ts";
import { draftPaths, openablePaths } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useStudio, useStudioList } from "../studio/store-context.tsx";
import styles from "./files-pane.module.css";

export function FileTree() {
  const info = useStudio(({ workspace }) => workspace.info);
  const activePath = useStudio(({ workspace }) => workspace.activePath);
  const paths = useStudioList(({ workspace }) => openablePaths(workspace));
  const drafts = useStudioList(({ workspace }) => draftPaths(workspace));
  const offered = useStudioList(({ drafts: kept }) => kept.offers.map(({ path }) => path));
  const { openFile } = useActions();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => fileTree(paths, info?.corefile ?? "Corefile"), [paths, info]);
  const rows = visibleRows(nodes, collapsed);
  const unreadable = new Set(info?.files.filter(({ isText }) => !isText).map(({ path }) => path));
  const tabStop = rows.some(({ node }) => node.path === focused) ? focused : (activePath ?? rows[0]?.node.path);

  const setOpen = (path: string, isOpen: boolean): void => {
    const next = new Set(collapsed);
    if (isOpen) next.delete(path);
    else next.add(path);
    setCollapsed(next);
  };
  const activate = (node: TreeNode): void => {
    if (node.kind === "folder") setOpen(node.path, collapsed.has(node.path));
    else if (!unreadable.has(node.path)) void openFile(node.path);
  };
  const moveTo = (path: string): void => {
    setFocused(path);
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent, path: string): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeMove(event.key, path, { rows, collapsed });
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === "focus") moveTo(move.path);
    else if (move.kind === "activate") activate(move.node);
    else setOpen(move.node.path, move.kind === "open");
  };

  return (
    <div ref={list} role="tree" aria-label="Files" className={styles.tree}>
      {rows.map(({ node, depth }) => (
        <div
          key={node.path}
          role="treeitem"
          data-path={node.path}
          data-pane-focus={node.path === tabStop ? "" : undefined}
          tabIndex={node.path === tabStop ? 0 : -1}
          aria-level={depth + 1}
          aria-selected={node.path === activePath}
          aria-expanded={node.kind === "folder" ? !collapsed.has(node.path) : undefined}
          aria-disabled={unreadable.has(node.path)}
          aria-label={labelOf(node, { isDraft: drafts.includes(node.path), isOffered: offered.includes(node.path) })}
          title={node.path}
          className={styles.row}
          style={{ paddingLeft: `${0.625 + depth * 0.875}rem` }}
          onClick={() => activate(node)}
          onFocus={() => setFocused(node.path)}
          onKeyDown={(event) => onKey(event, node.path)}
        >
          <NodeIcon node={node} isCollapsed={collapsed.has(node.path)} isCorefile={node.path === info?.corefile} />
          <span className={styles.name}>{node.name}</span>
          {drafts.includes(node.path) && (
            <span className={styles.dirty} aria-hidden="true">
              ●
            </span>
          )}
          {offered.includes(node.path) && !drafts.includes(node.path) && (
            <span className={styles.dirty} aria-hidden="true">
              ○
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** An unsaved text counts for more than a draft that waits to be taken up. */
function labelOf(
  { name }: TreeNode,
  { isDraft, isOffered }: { readonly isDraft: boolean; readonly isOffered: boolean },
): string {
  if (isDraft) return `${name}, not saved`;
  return isOffered ? `${name}, draft kept` : name;
}

interface NodeIconProps {
  readonly node: TreeNode;
  readonly isCollapsed: boolean;
  readonly isCorefile: boolean;
}

function NodeIcon({ node, isCollapsed, isCorefile }: NodeIconProps) {
  if (node.kind === "folder")
    return isCollapsed ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />;
  return isCorefile ? <Waypoints size={14} aria-hidden /> : <FileText size={14} aria-hidden />;
}
