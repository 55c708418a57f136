/** How the window looks: theme, sizes of panes, which tabs are in front, which dialog is open, what was announced. */

import type { Incoming } from "../share/incoming.ts";
import type { Range } from "../text/position.ts";
import { workspacePath } from "./files/workspace-slice.ts";
import type { SharedBy } from "./share/share-slice.ts";
import type { SliceContext } from "./slice.ts";

export type ThemeChoice = "system" | "light" | "dark" | "high-contrast";
type DockTab = "reply" | "wire" | "history" | "queries" | "held" | "upstreams" | "tests" | "log" | "story";
/** What stands in the place of the chain. */
type MeaningTab = "chain" | "pod" | "diff" | "effective";
type DrawerTab =
  | "answer"
  | "wire"
  | "chain"
  | "pod"
  | "diff"
  | "effective"
  | "history"
  | "queries"
  | "held"
  | "upstreams"
  | "tests"
  | "log"
  | "story";
export type PhoneTab = "editor" | "ask" | "why" | "pod" | "diff" | "effective";
type ChainView = "diagram" | "list";
/** As plugins run, or as they are written. */
type ChainOrder = "run" | "written";
/** A part of the window that can take all of its room; text and problems are one part, question and answer another. */
export type Stage = "editor" | "ask" | "chain" | "why";

/** A dialog that is open; all of them are part of the state so that commands can open them. */
export type Dialog =
  | { readonly kind: "palette" }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "gallery" }
  | { readonly kind: "paste" }
  | { readonly kind: "new-file" }
  | { readonly kind: "rename-file"; readonly path: string }
  | { readonly kind: "delete-file"; readonly path: string }
  | { readonly kind: "difference"; readonly path: string }
  | { readonly kind: "share" }
  | {
      readonly kind: "shared";
      readonly by: SharedBy;
      /** Undefined while a file is to be chosen. */
      readonly read: Incoming | undefined;
    }
  | { readonly kind: "save-points" }
  | { readonly kind: "connect" }
  | { readonly kind: "release" }
  | { readonly kind: "export" }
  | {
      readonly kind: "import";
      /** The manifest; undefined while it is to be given. */
      readonly text: string | undefined;
      /** Whether it was pasted, so that it may be meant as text. */
      readonly isPasted: boolean;
    };

/** A wish that the editor shows a place. */
interface Reveal {
  readonly range: Range;
  /** Whether the editor also takes the focus. */
  readonly focus: boolean;
  /** Tells two wishes for the same place apart. */
  readonly turn: number;
}

export interface LayoutState {
  /** Default "system". */
  readonly theme: ThemeChoice;
  /** Sizes in percent, by group and pane. */
  readonly sizes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly isFilesPaneOpen: boolean;
  /** Whether problems stand below their line, when there are any. */
  readonly isProblemsListOpen: boolean;
  /** The part that has all the room. */
  readonly maximised: Stage | undefined;
  readonly dockTab: DockTab;
  readonly drawerTab: DrawerTab;
  readonly meaningTab: MeaningTab;
  readonly phoneTab: PhoneTab;
  readonly chainView: ChainView;
  /** Whether the examples are offered where nothing was asked yet. */
  readonly hasWelcome: boolean;
  readonly chainOrder: ChainOrder;
  /** Whether the chain shows how often and how long each plugin ran. */
  readonly hasHeat: boolean;
  /** Whether single keys such as `?` do something (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean;
  /** Whether Tab moves the focus out of the editor instead of indenting. */
  readonly tabMovesFocus: boolean;
  /** Whether the editor shows places in the chain behind lines. */
  readonly hasInlays: boolean;
  readonly dialog: Dialog | undefined;
  readonly reveal: Reveal | undefined;
  /** What the live region says; `turn` makes the same sentence twice two announcements. */
  readonly announcement: { readonly text: string; readonly turn: number };
}

export const INITIAL_LAYOUT: LayoutState = {
  theme: "system",
  sizes: {},
  isFilesPaneOpen: true,
  isProblemsListOpen: true,
  maximised: undefined,
  dockTab: "reply",
  drawerTab: "answer",
  meaningTab: "chain",
  phoneTab: "editor",
  chainView: "diagram",
  hasWelcome: true,
  chainOrder: "run",
  hasHeat: false,
  hasSingleKeys: true,
  tabMovesFocus: false,
  hasInlays: true,
  dialog: undefined,
  reveal: undefined,
  announcement: { text: "", turn: 0 },
};

export interface LayoutActions {
  setTheme(theme: ThemeChoice): void;
  setSizes(group: string, sizes: Readonly<Record<string, number>>): void;
  toggleFilesPane(): void;
  toggleProblemsList(): void;
  /** Gives a part all the room, or takes it back. */
  toggleMaximised(stage: Stage): void;
  /** Makes room for a part when another has it all. */
  uncover(stage: Stage): void;
  showDockTab(tab: DockTab): void;
  showDrawerTab(tab: DrawerTab): void;
  showMeaningTab(tab: MeaningTab): void;
  showPhoneTab(tab: PhoneTab): void;
  setChainView(view: ChainView): void;
  hideWelcome(): void;
  setChainOrder(order: ChainOrder): void;
  setHeat(hasHeat: boolean): void;
  setSingleKeys(hasSingleKeys: boolean): void;
  setTabMovesFocus(tabMovesFocus: boolean): void;
  setInlays(hasInlays: boolean): void;
  openDialog(dialog: Dialog): void;
  closeDialog(): void;
  announce(text: string): void;
  /** Opens the file of a place and shows it in the editor. */
  revealPlace(range: Range, options?: { readonly focus?: boolean }): Promise<void>;
}

/** What stays maximised when another part is to be seen. */
function beside(maximised: Stage | undefined, wanted: Stage): Stage | undefined {
  return maximised === wanted ? maximised : undefined;
}

/** Makes the layout's actions. */
export function createLayoutActions({ get, patch }: SliceContext): LayoutActions {
  return {
    setTheme: (theme) => patch("layout", { theme }),
    setSizes: (group, sizes) => patch("layout", { sizes: { ...get().layout.sizes, [group]: sizes } }),
    toggleFilesPane: () => patch("layout", { isFilesPaneOpen: !get().layout.isFilesPaneOpen }),
    toggleProblemsList: () => patch("layout", { isProblemsListOpen: !get().layout.isProblemsListOpen }),
    toggleMaximised: (stage) => patch("layout", { maximised: get().layout.maximised === stage ? undefined : stage }),
    uncover: (stage) => patch("layout", { maximised: beside(get().layout.maximised, stage) }),
    showDockTab: (dockTab) => patch("layout", { dockTab }),
    showDrawerTab: (drawerTab) => patch("layout", { drawerTab }),
    showMeaningTab: (meaningTab) => patch("layout", { meaningTab }),
    showPhoneTab: (phoneTab) => patch("layout", { phoneTab }),
    setChainView: (chainView) => patch("layout", { chainView }),
    hideWelcome: () => patch("layout", { hasWelcome: false }),
    setChainOrder: (chainOrder) => patch("layout", { chainOrder }),
    setHeat: (hasHeat) => patch("layout", { hasHeat }),
    setSingleKeys: (hasSingleKeys) => patch("layout", { hasSingleKeys }),
    setTabMovesFocus: (tabMovesFocus) => patch("layout", { tabMovesFocus }),
    setInlays: (hasInlays) => patch("layout", { hasInlays }),
    openDialog: (dialog) => patch("layout", { dialog }),
    closeDialog: () => patch("layout", { dialog: undefined }),
    announce: (text) => patch("layout", { announcement: { text, turn: get().layout.announcement.turn + 1 } }),
    async revealPlace(range, { focus = false } = {}) {
      const { workspace, layout, actions } = get();
      const path = workspacePath(range.file, workspace.info);
      if (path !== workspace.activePath) await actions.openFile(path);
      if (focus) patch("layout", { phoneTab: "editor", maximised: beside(layout.maximised, "editor") });
      patch("layout", { reveal: { range: { ...range, file: path }, focus, turn: (layout.reveal?.turn ?? 0) + 1 } });
    },
  };
}
