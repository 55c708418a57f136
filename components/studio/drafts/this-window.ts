/** The name of this window, taken once: drafts, the API and the stream of events go by the same. */
import { holdWindow, type OpenWindow } from "./open-window.ts";

let held: Promise<OpenWindow> | undefined;

/** This window; it is there once the browser has said that no other has its name. */
export function thisWindow(): Promise<OpenWindow> {
  held ??= holdWindow();
  return held;
}
