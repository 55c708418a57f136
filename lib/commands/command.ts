/** What a user command is. Button, key, palette and shortcut sheet read the same object. */
import type { StudioState } from "../studio/slice.ts";

/** The panes that F6 walks through, in reading order. */
export const PANES = [
  "files",
  "editor",
  "problems",
  "question",
  "reply",
  "chain",
  "pod",
  "diff",
  "effective",
  "why",
] as const;
export type Pane = (typeof PANES)[number];

/** What a diagram can become; `copy` is Mermaid's text on the clipboard. */
export type DiagramFormat = "svg" | "png" | "mermaid" | "copy";

/** What commands need of the page beyond the store. */
export interface PagePort {
  focusPane(pane: Pane): void;
  /** Moves the focus to the next (1) or previous (-1) pane that is on the screen. */
  cyclePane(direction: 1 | -1): void;
  /** The pane that has the focus. */
  focusedPane(): Pane | undefined;
  /** Runs one of the editor's own actions on the focused editor, or says there that it has nothing to do. */
  runInEditor(action: string): void;
  /** Puts a text on the clipboard and says so; false when the browser does not allow it. */
  copy(text: string): Promise<boolean>;
  /** Opens a page of the studio beside this one. */
  openPage(path: string): void;
  /** Makes a file of the diagram as it is shown, or puts it on the clipboard. */
  exportDiagram(format: DiagramFormat): void;
}

/** What a command runs with. */
export interface CommandContext {
  readonly state: StudioState;
  readonly page: PagePort;
}

/**
 * Where a key works. `outside-editor` leaves Monaco's own chords alone, `outside-text` every text field; keys of `monaco`
 * are handled by Monaco, where the text has the focus.
 */
type KeyScope = "anywhere" | "outside-editor" | "outside-text" | "in-editor" | "monaco";

/** One key of a command; `Ctrl` is ⌘ on a Mac. */
export interface CommandKey {
  readonly keys: string;
  /** The key on a Mac, where it is another one: with `Cmd` and `Control`. */
  readonly mac?: string;
  readonly scope: KeyScope;
}

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: "Question" | "Problems" | "Files" | "Editor" | "Window" | "Engine" | "Help";
  readonly keys?: readonly CommandKey[];
  /** Whether it can do something now; always, when left out. */
  when?(state: StudioState): boolean;
  run(context: CommandContext): void;
}
