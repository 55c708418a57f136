/** What the chain shows, and what becomes of its picture. */
import type { StudioState } from "../studio/slice.ts";
import type { Command, DiagramFormat } from "./command.ts";

export const toggleChainOrder: Command = {
  id: "toggle-chain-order",
  label: "Show plugins in written order or in run order",
  group: "Window",
  run({ state: { layout, actions } }) {
    const order = layout.chainOrder === "run" ? "written" : "run";
    actions.setChainOrder(order);
    actions.announce(order === "run" ? "Plugins stand as they run." : "Plugins stand as they are written.");
  },
};

export const toggleHeat: Command = {
  id: "toggle-heat",
  label: "Show or hide how often plugins ran",
  group: "Window",
  run({ state: { layout, actions } }) {
    actions.setHeat(!layout.hasHeat);
    actions.announce(layout.hasHeat ? "Heat is off." : "Heat is on: how often and how long each plugin ran.");
  },
};

/** Brings the chain to the front first, as only what is shown is exported. */
function exporting(id: string, label: string, format: DiagramFormat): Command {
  return {
    id,
    label,
    group: "Window",
    when: ({ workspace }: StudioState) => workspace.info !== undefined,
    run({ state: { actions }, page }) {
      actions.uncover("chain");
      actions.showMeaningTab("chain");
      actions.showDrawerTab("chain");
      page.exportDiagram(format);
    },
  };
}

const copyDiagram = exporting("copy-diagram", "Copy the diagram as Mermaid", "copy");

/** In the order of the menu. */
export const EXPORTS: readonly Command[] = [
  exporting("export-diagram-svg", "Save the diagram as SVG", "svg"),
  exporting("export-diagram-png", "Save the diagram as PNG", "png"),
  exporting("export-diagram-mermaid", "Save the diagram as Mermaid", "mermaid"),
  copyDiagram,
];

export const chainCommands: readonly Command[] = [toggleChainOrder, toggleHeat, ...EXPORTS];
