/** The palette, the shortcut sheet, and whether single keys do anything. */
import type { Command } from "./command.ts";

export const openPalette: Command = {
  id: "palette",
  label: "All commands",
  group: "Help",
  keys: [
    { keys: "F1", scope: "anywhere" },
    { keys: "Ctrl+K", scope: "outside-editor" },
  ],
  run: ({ state }) => state.actions.openDialog({ kind: "palette" }),
};

export const openShortcuts: Command = {
  id: "shortcuts",
  label: "Keys",
  group: "Help",
  keys: [{ keys: "?", scope: "outside-text" }],
  run: ({ state }) => state.actions.openDialog({ kind: "shortcuts" }),
};

export const toggleSingleKeys: Command = {
  id: "toggle-single-keys",
  label: "Single-key shortcuts such as ?: on or off",
  group: "Help",
  run({ state }) {
    const hasSingleKeys = !state.layout.hasSingleKeys;
    state.actions.setSingleKeys(hasSingleKeys);
    state.actions.announce(hasSingleKeys ? "Single-key shortcuts are on." : "Single-key shortcuts are off.");
  },
};
