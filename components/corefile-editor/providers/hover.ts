/** Hovers in Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import { getHover } from "../../../lib/language/hover.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import type { Language } from "./language-workspace.ts";
import { placeIn, toMonacoRange } from "./ranges.ts";

/** Registers the provider; gives the way to stop. */
export function registerHover({ monaco, workspace }: Language): Monaco.IDisposable {
  return monaco.languages.registerHoverProvider(COREFILE_LANGUAGE, {
    async provideHover(model, position) {
      const hover = getHover(await workspace(), placeIn(model, position));
      if (hover === undefined) return null;
      return { range: toMonacoRange(hover.range), contents: [{ value: hover.markdown }] };
    },
  });
}
