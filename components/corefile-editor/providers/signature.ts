/** Argument hints in Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import { getSignature } from "../../../lib/language/signature.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import type { Language } from "./language-workspace.ts";
import { placeIn } from "./ranges.ts";

/** Registers the provider; gives the way to stop. */
export function registerSignature({ monaco, workspace }: Language): Monaco.IDisposable {
  return monaco.languages.registerSignatureHelpProvider(COREFILE_LANGUAGE, {
    signatureHelpTriggerCharacters: [" "],
    async provideSignatureHelp(model, position) {
      const help = getSignature(await workspace(), placeIn(model, position));
      if (help === undefined || help.activeParameter < 0) return null;
      return {
        value: {
          activeSignature: help.active,
          activeParameter: help.activeParameter,
          signatures: help.signatures.map(({ label, documentation, parameters }) => ({
            label,
            documentation,
            parameters: parameters.map(({ start, end, documentation: words }) => ({
              label: [start, end] as [number, number],
              documentation: words,
            })),
          })),
        },
        dispose: () => undefined,
      };
    },
  });
}
