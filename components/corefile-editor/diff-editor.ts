/** Monaco's diff editor: the disk's text on the left, one's own on the right, neither to be written in. */
import "monaco-editor/features/diffEditor/register.js";
import { languageOf } from "./language.ts";
import { monaco } from "./monaco.ts";
import { EDITOR_OPTIONS } from "./options.ts";
import { currentTheme, watchTheme } from "./themes.ts";

/** A difference that is on the screen. */
export interface Difference {
  update(texts: { readonly theirs: string; readonly mine: string }): void;
  stop(): void;
}

interface ShownFile {
  readonly path: string;
  readonly corefile: string;
  /** What the left and the right side are called. */
  readonly names: readonly [left: string, right: string];
}

/** Shows two texts of a file in an element until it is stopped. */
export function showDifference(element: HTMLElement, { path, corefile, names: [left, right] }: ShownFile): Difference {
  monaco.editor.setTheme(currentTheme());
  const language = languageOf(path, corefile);
  const modelOf = (side: string) => {
    const model = monaco.editor.createModel("", language, monaco.Uri.from({ scheme: side, path: `/${path}` }));
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    return model;
  };
  const models = { original: modelOf("disk"), modified: modelOf("mine") };
  const editor = monaco.editor.createDiffEditor(element, {
    ...EDITOR_OPTIONS,
    readOnly: true,
    originalEditable: false,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderOverviewRuler: false,
    renderMarginRevertIcon: false,
    glyphMargin: false,
    folding: false,
    // What the language service tells is about the workspace's text, which only one side has.
    hover: { enabled: "off" },
    links: false,
    contextmenu: false,
  });
  editor.setModel(models);
  editor.getOriginalEditor().updateOptions({ ariaLabel: `${path}, ${left}` });
  editor.getModifiedEditor().updateOptions({ ariaLabel: `${path}, ${right}` });
  const unwatch = watchTheme(() => monaco.editor.setTheme(currentTheme()));
  return {
    update({ theirs, mine }) {
      if (models.original.getValue() !== theirs) models.original.setValue(theirs);
      if (models.modified.getValue() !== mine) models.modified.setValue(mine);
    },
    stop() {
      unwatch();
      editor.dispose();
      models.original.dispose();
      models.modified.dispose();
    },
  };
}
