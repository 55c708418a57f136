/** A log or a capture that is dropped on the page is read in the tab Log. */
import type { StudioState } from "../../../lib/studio/slice.ts";
import { inputOfFile, isTrafficFile } from "../../log-reader/file-input.ts";

/** Where any file is meant to be read, whatever its name. */
const READER = '[aria-label="Read a log"]';

/** Takes the first log among the files; gives whether there was one. */
export function readDroppedLog(files: readonly File[], target: EventTarget | null, state: StudioState): boolean {
  const isOnReader = target instanceof Element && target.closest(READER) !== null;
  const file = isOnReader ? files[0] : files.find(isTrafficFile);
  if (file === undefined || state.workspace.info === undefined) return false;
  const { actions } = state;
  actions.uncover("ask");
  actions.showDockTab("log");
  actions.showDrawerTab("log");
  actions.showPhoneTab("ask");
  actions.openTraffic(inputOfFile(file));
  return true;
}
