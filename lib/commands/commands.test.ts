import { describe, expect, it } from "vitest";
import type { StudioState } from "../studio/slice.ts";
import type { PagePort } from "./command.ts";
import { COMMANDS, commandFor } from "./commands.ts";
import { EDITOR_ACTIONS, editorCommands } from "./editor-commands.ts";
import { type FocusPlace, firstKey, type Pressed, writeKeys } from "./key.ts";

const PAGE: PagePort = {
  focusPane() {},
  cyclePane() {},
  focusedPane: () => undefined,
  runInEditor() {},
  copy: async () => true,
  openPage() {},
  exportDiagram() {},
};

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const on = (place: FocusPlace, options: { isMac?: boolean; hasSingleKeys?: boolean } = {}) => ({
  place,
  isMac: options.isMac ?? false,
  hasSingleKeys: options.hasSingleKeys ?? true,
});

describe("a pressed key", () => {
  const cases: Readonly<Record<string, [Pressed, ReturnType<typeof on>, string | undefined]>> = {
    "Ctrl+Enter asks, also in the editor": [press("Enter", { ctrlKey: true }), on("editor"), "ask"],
    "on a Mac it is ⌘": [press("Enter", { metaKey: true }), on("editor", { isMac: true }), "ask"],
    "and not Ctrl": [press("Enter", { ctrlKey: true }), on("editor", { isMac: true }), undefined],
    "Ctrl+K opens the palette outside the editor": [press("k", { ctrlKey: true }), on("text"), "palette"],
    "in the editor Ctrl+K starts Monaco's chords": [press("k", { ctrlKey: true }), on("editor"), undefined],
    "F1 opens it anywhere": [press("F1"), on("editor"), "palette"],
    "? opens the keys outside of text": [press("?", { shiftKey: true }), on("elsewhere"), "shortcuts"],
    "in a text field ? is a question mark": [press("?", { shiftKey: true }), on("text"), undefined],
    "single keys can be switched off": [
      press("?", { shiftKey: true }),
      on("elsewhere", { hasSingleKeys: false }),
      undefined,
    ],
    "F8 goes on to the next problem": [press("F8"), on("elsewhere"), "next-problem"],
    "Shift+F8 goes back": [press("F8", { shiftKey: true }), on("elsewhere"), "previous-problem"],
    "a letter with Ctrl counts by its key when the layout has another letter there": [
      press("ы", { ctrlKey: true, code: "KeyS" }),
      on("editor"),
      "save-file",
    ],
    "keys of the editor's actions are Monaco's": [press("F2"), on("editor"), undefined],
    "on a Mac Control+M is not ⌘M": [
      press("m", { ctrlKey: true }),
      on("editor", { isMac: true }),
      "toggle-tab-moves-focus",
    ],
    "nor are they on a Mac, where some are others": [
      press("g", { metaKey: true }),
      on("editor", { isMac: true }),
      undefined,
    ],
    "a key of Monaco's is not the page's either": [press("F3"), on("elsewhere"), undefined],
    "Enter alone is nobody's": [press("Enter"), on("elsewhere"), undefined],
  };
  it.each(Object.entries(cases))("%s", (_, [pressed, where, id]) => expect(commandFor(pressed, where)?.id).toBe(id));
});

describe("the table", () => {
  it("has each id once", () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
  it("gives no key to two commands", () => {
    const keys = COMMANDS.flatMap((command) => (command.keys ?? []).map((key) => key.keys));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
  it("writes keys as a Mac has them", () => {
    expect(writeKeys({ keys: "Ctrl+Shift+F8", scope: "anywhere" }, true)).toBe("⌘ ⇧ F8");
    expect(writeKeys({ keys: "Ctrl+H", mac: "Cmd+Alt+F", scope: "monaco" }, true)).toBe("⌘ ⌥ F");
    expect(writeKeys({ keys: "Alt+Up", scope: "monaco" }, false)).toBe("Alt+↑");
  });
  it("says the first key of a command in tooltips, and nothing for one without", () => {
    const [save, cancel] = ["save-file", "explain-word"].map((id) => COMMANDS.find((command) => command.id === id));
    if (save === undefined || cancel === undefined) throw new Error("no such commands");
    expect([firstKey(save, false), firstKey(save, true)]).toEqual(["Ctrl+S", "⌘ S"]);
    expect(firstKey(cancel, false)).toBe("");
  });
  it("has the keys of the editor's actions as the editor has them, on a Mac others where it does", () => {
    const keysOf = (id: string) => editorCommands.find((command) => command.id === id)?.keys;
    expect(keysOf("replace")).toEqual([{ keys: "Ctrl+H", mac: "Cmd+Alt+F", scope: "monaco" }]);
    expect(keysOf("find")).toEqual([{ keys: "Ctrl+F", scope: "monaco" }]);
    expect(keysOf("fold-all")).toBeUndefined();
  });
  it("binds itself what Monaco leaves without a key on some systems", () => {
    const bound = EDITOR_ACTIONS.filter(({ isBoundHere }) => isBoundHere === true);
    expect(bound.map(({ keys }) => keys)).toEqual(["Shift+Alt+F", "F12", "Alt+F12"]);
  });
  it("shows the editor on a phone before an action runs in it", () => {
    const did: string[] = [];
    const state = { actions: { showPhoneTab: (tab: string) => did.push(tab) } } as unknown as StudioState;
    const page: PagePort = { ...PAGE, runInEditor: (action) => did.push(action) };
    editorCommands.find(({ id }) => id === "find")?.run({ state, page });
    expect(did).toEqual(["editor", "actions.find"]);
  });
  it("has every action of the editor once, with what Monaco calls it", () => {
    const ran: string[] = [];
    for (const { when, run } of editorCommands) {
      const state = { workspace: { activePath: "Corefile" }, actions: { showPhoneTab: () => undefined } };
      expect(when?.(state as unknown as StudioState)).toBe(true);
      run({ state: state as unknown as StudioState, page: { ...PAGE, runInEditor: (action) => ran.push(action) } });
    }
    expect(ran).toEqual(EDITOR_ACTIONS.map(({ action }) => action));
    expect(new Set(ran).size).toBe(ran.length);
  });
});
