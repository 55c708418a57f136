/** A snippet that nothing imports. */
import { lex } from "../../../corefile/lexer.ts";
import type { Token } from "../../../corefile/token.ts";
import { defineRule } from "../../rule.ts";
import type { LintSubject } from "../../subject.ts";

export const unusedSnippet = defineRule({
  code: "CF1033",
  name: "unused-snippet",
  severity: "information",
  sentence: "A snippet is never imported.",
  why: "A snippet has no effect until a server block imports it by its name, without the parentheses.",
  example: {
    bad: "(common) {\n    errors\n}\n. {\n    whoami\n}\n",
    good: "(common) {\n    errors\n}\n. {\n    import common\n    whoami\n}\n",
  },
  *check(subject) {
    const { tree, isWhole } = subject;
    if (!isWhole || !tree.items.some(({ kind }) => kind === "snippet")) return;
    const imported = importedNames(subject);
    if (imported === undefined) return;
    for (const item of tree.items) {
      if (item.kind !== "snippet" || imported.has(item.name)) continue;
      yield { at: item.nameToken.range, message: `Nothing imports the snippet ${item.name}.` };
    }
  },
});

/** What is imported anywhere; undefined when a variable tells. */
function importedNames({ tree, configuration, files }: LintSubject): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const collect = (tokens: readonly Token[]): void => {
    tokens.forEach((token, index) => {
      if (token.text === "import") names.add(tokens[index + 1]?.text ?? "");
    });
  };
  collect(tree.tokens);
  for (const path of configuration.imported) {
    const text = files.read(path);
    if (typeof text === "string") collect(lex({ file: path, text }).tokens);
  }
  return [...names].some((name) => name.includes("{")) ? undefined : names;
}
