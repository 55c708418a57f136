/** What the editor shows behind lines. */
import type { Command } from "./command.ts";

export const toggleInlays: Command = {
  id: "toggle-inlays",
  label: "Show or hide places in the chain",
  group: "Editor",
  run({ state: { layout, actions } }) {
    actions.setInlays(!layout.hasInlays);
    actions.announce(layout.hasInlays ? "Places in the chain are hidden." : "Places in the chain are shown.");
  },
};
