/** Light, dark, high contrast, or as the system has it. */
import type { ThemeChoice } from "../studio/layout-slice.ts";
import type { Command } from "./command.ts";

/** The themes with their names, in the order of the menu. */
export const THEMES: readonly { readonly theme: ThemeChoice; readonly name: string }[] = [
  { theme: "system", name: "Same as the system" },
  { theme: "light", name: "Light" },
  { theme: "dark", name: "Dark" },
  { theme: "high-contrast", name: "High contrast" },
];

export const themeCommands: readonly Command[] = THEMES.map(({ theme, name }) => ({
  id: `theme-${theme}`,
  label: `Theme: ${name}`,
  group: "Window",
  when: ({ layout }) => layout.theme !== theme,
  run: ({ state }) => state.actions.setTheme(theme),
}));
