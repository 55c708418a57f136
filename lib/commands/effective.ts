/** The Corefile as CoreDNS reads it. */
import type { Command } from "./command.ts";

export const showEffective: Command = {
  id: "show-effective",
  label: "Show the effective Corefile",
  group: "Window",
  run({ state, page }) {
    const { actions } = state;
    actions.uncover("chain");
    actions.showMeaningTab("effective");
    actions.showDrawerTab("effective");
    actions.showPhoneTab("effective");
    page.focusPane("effective");
  },
};
