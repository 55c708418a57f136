/** What directives tell their server block: typed settings, each declared where it is read. */

import { Key } from "../chain/key.ts";

/** A setting and what it is when nobody sets it. */
export class Setting<Value> extends Key<Value> {
  readonly initial: Value;

  constructor(initial: Value) {
    super();
    this.initial = initial;
  }
}

/** A setting that begins like this. */
export function setting<Value>(initial: Value): Setting<Value> {
  return new Setting(initial);
}

/** The settings of one block. */
export class Settings {
  get<Value>(setting: Setting<Value>): Value {
    return setting.heldBy(this) ?? setting.initial;
  }

  set<Value>(setting: Setting<Value>, value: Value): void {
    setting.hold(this, value);
  }
}
