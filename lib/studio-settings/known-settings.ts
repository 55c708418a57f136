/** Settings that are asked for at each key, read when their text has changed. */
import { readSettings, type StudioSettings } from "./settings.ts";

const NONE: StudioSettings = { environment: {} };

export class KnownSettings {
  #last: { readonly text: string; readonly settings: StudioSettings } | undefined;

  /** What the text says; without one there are none. */
  in(text: string | undefined): StudioSettings {
    if (text === undefined) return NONE;
    if (this.#last?.text !== text) this.#last = { text, settings: readSettings(text).settings };
    return this.#last.settings;
  }
}
