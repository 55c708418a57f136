/** What is made to happen to the engine: its clock and its upstreams, and what it holds. */
import { conditionsInWords } from "../studio/conditions-slice.ts";
import type { Command } from "./command.ts";
import { showing } from "./window-keys.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const showCache: Command = {
  id: "show-cache",
  label: "Show what the cache holds",
  group: "Engine",
  run: showing("held"),
};

export const showUpstreams: Command = {
  id: "show-upstreams",
  label: "Show the upstreams, and let one fail",
  group: "Engine",
  run: showing("upstreams"),
};

export const minuteAhead: Command = {
  id: "minute-ahead",
  label: "Move the engine’s clock ahead by a minute",
  group: "Engine",
  when: ({ engine }) => engine.info?.state === "serving",
  run: ({ state }) => state.actions.advanceClock(MINUTE_MS),
};

export const hourAhead: Command = {
  id: "hour-ahead",
  label: "Move the engine’s clock ahead by an hour",
  group: "Engine",
  when: ({ engine }) => engine.info?.state === "serving",
  run: ({ state }) => state.actions.advanceClock(HOUR_MS),
};

export const backToNormal: Command = {
  id: "back-to-normal",
  label: "Back to the real time and the real upstreams",
  group: "Engine",
  when: ({ conditions }) => conditionsInWords(conditions) !== "",
  run: ({ state }) => state.actions.backToNormal(),
};
