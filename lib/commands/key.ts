/** Keys as text: matching what the keyboard sends, and writing them for people. */
import type { Command, CommandKey } from "./command.ts";

/** The part of a keyboard event that decides. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Where the focus was when the key came. */
export type FocusPlace = "editor" | "text" | "elsewhere";

/** True when the pressed key is the written one. A `?` is whatever key gives it, shifted or not. */
export function isPressed(keys: string, pressed: Pressed, isMac: boolean): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const control = isMac ? pressed.metaKey : pressed.ctrlKey;
  const other = isMac ? pressed.ctrlKey : pressed.metaKey;
  if (control !== parts.includes("Ctrl") || other || pressed.altKey !== parts.includes("Alt")) return false;
  if (key === "?") return pressed.key === "?";
  if (pressed.shiftKey !== parts.includes("Shift")) return false;
  if (pressed.key.toLowerCase() === key.toLowerCase()) return true;
  return pressed.code === `Key${key.toUpperCase()}`;
}

/** True when a key of this scope works where the focus is. */
export function worksAt({ scope }: CommandKey, place: FocusPlace): boolean {
  if (scope === "anywhere") return true;
  if (scope === "outside-editor") return place !== "editor";
  if (scope === "in-editor") return place === "editor";
  return place === "elsewhere";
}

/** A key for people: "Ctrl+Enter", on a Mac "⌘ Enter". */
export function writeKeys(keys: string, isMac: boolean): string {
  if (!isMac) return keys;
  const signs: Readonly<Record<string, string>> = { Ctrl: "⌘", Shift: "⇧", Alt: "⌥" };
  return keys
    .split("+")
    .map((part) => signs[part] ?? part)
    .join(" ");
}

/** The first key of a command for tooltips; empty without one. */
export function firstKey(command: Command, isMac: boolean): string {
  const [first] = command.keys ?? [];
  return first === undefined ? "" : writeKeys(first.keys, isMac);
}
