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

/** What is made of the cursor's place; renders again when that becomes another. */
export function useCursorValue<Value extends string | number | undefined>(select: (cursor: Cursor) => Value): Value {
  const read = (): Value => select(cursor);
  return useSyncExternalStore(subscribe, read, read);
}

/** The cursor's place; renders again when it moves. */
export function useCursor(): Cursor {
  return useSyncExternalStore(
    subscribe,
    () => cursor,
    () => cursor,
  );
}
