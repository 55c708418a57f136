/** Where to start and where to look things up: examples, a Corefile of one's own, the tour, the manual. */
import type { Command } from "./command.ts";

export const openGallery: Command = {
  id: "examples",
  label: "Examples…",
  group: "Help",
  run: ({ state }) => state.actions.openDialog({ kind: "gallery" }),
};

export const pasteCorefile: Command = {
  id: "paste-corefile",
  label: "Paste a Corefile…",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "paste" }),
};

export const takeTour: Command = {
  id: "tour",
  label: "Take the five-minute tour",
  group: "Help",
  when: ({ tour }) => tour.at === undefined,
  run: ({ state }) => void state.actions.startTour(),
};

export const openManual: Command = {
  id: "manual",
  label: "Manual of the plugins",
  group: "Help",
  run: ({ page }) => page.openPage("/plugins"),
};

export const endTour: Command = {
  id: "end-tour",
  label: "End the tour",
  group: "Help",
  when: ({ tour }) => tour.at !== undefined,
  run: ({ state }) => void state.actions.endTour(),
};
