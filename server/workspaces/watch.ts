/** Hearing of changes in a folder that others made: the system's own notices where it has them, a look now and then where not. */
import { type FSWatcher, watch } from "node:fs";

export interface Watching {
  close(): void;
}

/** Editors write in several steps; one notice after this pause tells of all of them. */
const PAUSE_MS = 80;
const LOOK_EVERY_MS = 2000;

/** Calls `onChange` soon after something below `folder` may have changed; a call need not mean a change. */
export function watchFolder(folder: string, onChange: () => void): Watching {
  let pause: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(pause);
    pause = setTimeout(onChange, PAUSE_MS);
    pause.unref();
  };
  let looking: NodeJS.Timeout | undefined;
  const look = (): void => {
    looking ??= setInterval(onChange, LOOK_EVERY_MS);
    looking.unref();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(folder, { recursive: true, persistent: false }, soon);
    watcher.on("error", look);
  } catch {
    look();
  }
  return {
    close() {
      watcher?.close();
      clearTimeout(pause);
      clearInterval(looking);
    },
  };
}
