/** Asking as a pod: its tab, its question, and the way back out of a long one. */
import type { Command } from "./command.ts";

export const showPod: Command = {
  id: "show-pod",
  label: "Ask as a pod",
  group: "Question",
  run({ state, page }) {
    const { actions } = state;
    actions.uncover("chain");
    actions.showMeaningTab("pod");
    actions.showDrawerTab("pod");
    actions.showPhoneTab("pod");
    page.focusPane("pod");
  },
};

export const resolveAsPod: Command = {
  id: "resolve-as-pod",
  label: "Resolve as the pod does",
  group: "Question",
  when: ({ pod }) => pod.name.trim() !== "" && pod.run?.state !== "working",
  run({ state }) {
    void state.actions.resolveAsPod();
  },
};

export const cancelPod: Command = {
  id: "cancel-pod",
  label: "Stop the pod's resolver",
  group: "Question",
  when: ({ pod }) => pod.run?.state === "working",
  run({ state }) {
    void state.actions.cancelPod();
  },
};
