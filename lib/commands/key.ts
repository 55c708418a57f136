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
  const isMeta = parts.includes("Cmd") || (isMac && parts.includes("Ctrl"));
  const isControl = parts.includes("Control") || (!isMac && parts.includes("Ctrl"));
  if (pressed.metaKey !== isMeta || pressed.ctrlKey !== isControl || pressed.altKey !== parts.includes("Alt"))
    return false;
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
  if (scope === "monaco") return false;
  return place === "elsewhere";
}

/** A key as this system has it. */
export function keysOn({ keys, mac }: CommandKey, isMac: boolean): string {
  return isMac ? (mac ?? keys) : keys;
}

const ARROWS: Readonly<Record<string, string>> = { Up: "↑", Down: "↓", Left: "←", Right: "→" };
const MAC_SIGNS: Readonly<Record<string, string>> = { Ctrl: "⌘", Cmd: "⌘", Control: "⌃", Shift: "⇧", Alt: "⌥" };

/** A key for people: "Ctrl+Enter", on a Mac "⌘ Enter". */
export function writeKeys(key: CommandKey, isMac: boolean): string {
  const parts = keysOn(key, isMac)
    .split("+")
    .map((part) => ARROWS[part] ?? part);
  return isMac ? parts.map((part) => MAC_SIGNS[part] ?? part).join(" ") : parts.join("+");
}

/** The first key of a command for tooltips; empty without one. */
export function firstKey(command: Command, isMac: boolean): string {
  const [first] = command.keys ?? [];
  return first === undefined ? "" : writeKeys(first, isMac);
}
