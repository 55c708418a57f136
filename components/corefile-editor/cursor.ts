/** Where the editor's cursor is; a store of its own, so that moving it renders one line of the status bar. */
import { useSyncExternalStore } from "react";

export interface Cursor {
  readonly line: number;
  readonly column: number;
}

let cursor: Cursor = { line: 1, column: 1 };
const listeners = new Set<() => void>();

/** Tells where the cursor went. */
export function moveCursor(line: number, column: number): void {
  if (cursor.line === line && cursor.column === column) return;
  cursor = { line, column };
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The cursor's place; renders again when it moves. */
export function useCursor(): Cursor {
  return useSyncExternalStore(
    subscribe,
    () => cursor,
    () => cursor,
  );
}
