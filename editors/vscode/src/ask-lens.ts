/** The line above the first server block that offers to ask a question. */
import { CodeLens, type CodeLensProvider, Range, type TextDocument } from "vscode";
import { readSettings } from "./settings.ts";

/** Offers the command where it is found without looking for it. */
export const askLens: CodeLensProvider = {
  provideCodeLenses(document: TextDocument): CodeLens[] {
    const line = firstBlock(document.getText());
    if (line === undefined || !readSettings().askLens) return [];
    const command = { command: "corefileStudio.ask", title: "Ask this Corefile a question" };
    return [new CodeLens(new Range(line, 0, line, 0), command)];
  },
};

/** The line, from 0, of the first text that is neither a comment nor a snippet's name nor an import. */
function firstBlock(text: string): number | undefined {
  let depth = 0;
  for (const [line, content] of text.split("\n").entries()) {
    const code = content.replace(/#.*/, "").trim();
    if (depth === 0 && code !== "" && !/^(?:\(|import\s)/.test(code)) return line;
    depth += Number(code.endsWith("{")) - Number(code === "}");
  }
  return undefined;
}
