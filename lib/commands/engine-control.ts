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
  label: "Serve mine: this window takes the Corefile's own ports",
  group: "Engine",
  when: ({ engine }) => engine.info?.hasPorts === false,
  run: ({ state }) => void state.actions.controlEngine({ action: "take-ports" }),
};

export const applyNow: Command = {
  id: "apply-now",
  label: "Make the text live now",
  group: "Engine",
  run: ({ state }) => void state.actions.check(true),
};

export const toggleAutomatic: Command = {
  id: "toggle-automatic",
  label: "Go live and ask again after each good edit: on or off",
  group: "Engine",
  run({ state }) {
    const isAutomatic = !state.engine.isAutomatic;
    state.actions.setAutomatic(isAutomatic);
    state.actions.announce(isAutomatic ? "Good edits go live by themselves." : "Edits go live only on request.");
  },
};
