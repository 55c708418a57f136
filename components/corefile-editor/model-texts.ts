/** The texts of models, made of the edits: copying a whole text out of the editor at each key would be felt in a long one. */
import type * as Monaco from "monaco-editor/editor.js";
import { applyChanges } from "../../lib/text/text-change.ts";
import { textChange } from "./file-change.ts";

interface Known {
  readonly versionId: number;
  readonly text: string;
}

/** Follows the models of one editor. */
export class ModelTexts {
  readonly #known = new WeakMap<Monaco.editor.ITextModel, Known>();

  /** The text that an edit left, before those that it made listeners do. */
  after(model: Monaco.editor.ITextModel, event: Monaco.editor.IModelContentChangedEvent): string {
    const known = this.#next(model, event) ?? { versionId: model.getVersionId(), text: model.getValue() };
    this.#known.set(model, known);
    return known.text;
  }

  #next(
    model: Monaco.editor.ITextModel,
    { versionId, changes }: Monaco.editor.IModelContentChangedEvent,
  ): Known | undefined {
    const before = this.#known.get(model);
    if (before === undefined) return undefined;
    if (before.versionId >= versionId) return before;
    if (before.versionId !== versionId - 1) return undefined;
    const text = applyChanges(before.text, changes.map(textChange));
    const isNewest = versionId === model.getVersionId();
    return isNewest && text.length !== model.getValueLength() ? undefined : { versionId, text };
  }
}
