/** What stands in the heading of the chain: order, heat, export, legend, and the way to the list. */
import { Download, Flame, FoldVertical, List, ListOrdered, UnfoldVertical, Waypoints } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { EXPORTS, toggleChainOrder, toggleHeat } from "../../lib/commands/chain.ts";
import { toggleChainView } from "../../lib/commands/window-keys.ts";
import menu from "../studio/header.module.css";
import { useRunCommand, useStudio } from "../studio/store-context.tsx";
import { IconButton } from "../ui/button.tsx";
import { Legend } from "./legend.tsx";

interface ChainToolsProps {
  readonly view: "diagram" | "list";
  readonly isPhone: boolean;
  /** Whether all blocks are folded; undefined where there is nothing to fold. */
  readonly areAllFolded: boolean | undefined;
  readonly onFoldAll: (isFolded: boolean) => void;
}

export function ChainTools({ view, isPhone, areAllFolded, onFoldAll }: ChainToolsProps) {
  const run = useRunCommand();
  const order = useStudio(({ layout }) => layout.chainOrder);
  const hasHeat = useStudio(({ layout }) => layout.hasHeat);
  return (
    <>
      <IconButton label="Written order" aria-pressed={order === "written"} onClick={() => run(toggleChainOrder)}>
        <ListOrdered size={15} aria-hidden />
      </IconButton>
      <IconButton label="Heat" aria-pressed={hasHeat} onClick={() => run(toggleHeat)}>
        <Flame size={15} aria-hidden />
      </IconButton>
      {areAllFolded !== undefined && (
        <IconButton
          label={areAllFolded ? "Unfold all blocks" : "Fold all blocks"}
          onClick={() => onFoldAll(!areAllFolded)}
        >
          {areAllFolded ? <UnfoldVertical size={15} aria-hidden /> : <FoldVertical size={15} aria-hidden />}
        </IconButton>
      )}
      <ExportMenu />
      {view === "diagram" && <Legend />}
      {!isPhone && (
        <IconButton
          label={view === "diagram" ? "Show as a list" : "Show as a diagram"}
          onClick={() => run(toggleChainView)}
        >
          {view === "diagram" ? <List size={16} aria-hidden /> : <Waypoints size={15} aria-hidden />}
        </IconButton>
      )}
    </>
  );
}

function ExportMenu() {
  const run = useRunCommand();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Export the diagram">
          <Download size={15} aria-hidden />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4}>
          {EXPORTS.map((command) => (
            <DropdownMenu.Item key={command.id} className={menu.menuItem} onSelect={() => run(command)}>
              {command.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
