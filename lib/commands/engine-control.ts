/** Starting, stopping and feeding the engine. */
import type { Command } from "./command.ts";

export const restartEngine: Command = {
  id: "restart-engine",
  label: "Restart the engine",
  group: "Engine",
  run: ({ state }) => void state.actions.controlEngine({ action: "restart" }),
};

export const stopEngine: Command = {
  id: "stop-engine",
  label: "Stop the engine",
  group: "Engine",
  when: ({ engine }) => engine.info !== undefined && engine.info.state !== "stopped",
  run: ({ state }) => void state.actions.controlEngine({ action: "stop" }),
};

export const takePorts: Command = {
  id: "take-ports",
  label: "Serve mine: take the Corefile's own ports for this window",
  group: "Engine",
  when: ({ engine, workspace }) => engine.info?.hasPorts === false && workspace.info?.isReadOnly !== true,
  run: ({ state }) => void state.actions.controlEngine({ action: "take-ports" }),
};

export const applyNow: Command = {
  id: "apply-now",
  label: "Apply the edits now",
  group: "Engine",
  run({ state }) {
    void state.actions.check(true);
    void state.actions.makeSavePoint("apply");
  },
};

export const toggleAutomatic: Command = {
  id: "toggle-automatic",
  label: "Apply good edits and ask again as you type: on or off",
  group: "Engine",
  run({ state }) {
    const isAutomatic = !state.engine.isAutomatic;
    state.actions.setAutomatic(isAutomatic);
    state.actions.announce(isAutomatic ? "Good edits are applied as you type." : "Edits are applied only on request.");
  },
};
