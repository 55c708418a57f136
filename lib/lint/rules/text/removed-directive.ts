/** Directives that CoreDNS had once. */
import type { SourceToken } from "../../../corefile/token.ts";
import type { DirectiveNode } from "../../../corefile/tree.ts";
import { REMOVED_DIRECTIVES, removedIn } from "../../../directive/advice/removed.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";

/** What to write in the place of its name, where the rest of the line may stay as it is. */
const REPLACEMENTS: Readonly<Record<string, (node: DirectiveNode) => string | undefined>> = {
  // What proxy had in its block has other names in forward, or none.
  proxy: ({ args, block }) => (args.length > 1 && block === undefined ? "forward" : undefined),
  startup: () => "on startup",
  shutdown: () => "on shutdown",
};

export const removedDirective = defineRule({
  code: "CF1019",
  name: "removed-directive",
  severity: "warning",
  reads: "text",
  sentence: "A directive that CoreDNS no longer has.",
  why: "CoreDNS only says that it does not know the directive. The plugin was removed, and something else does its work now.",
  threads: ["deployment#215", "istio.io#4715"],
  example: {
    bad: ". {\n    proxy . 198.51.100.1\n}\n",
    good: ". {\n    forward . 198.51.100.1\n}\n",
  },
  *check({ tree, order }) {
    for (const item of tree.items) {
      if (item.kind === "import") continue;
      for (const node of item.body) {
        const { text } = node.name;
        const message = order.includes(text) ? undefined : removedIn(REMOVED_DIRECTIVES, text);
        if (message !== undefined && node.kind === "directive")
          yield finding(node.name, message, REPLACEMENTS[text]?.(node));
      }
    }
  },
});

function finding(name: SourceToken, message: string, replacement: string | undefined): Finding {
  if (replacement === undefined) return { at: name.range, message };
  return { at: name.range, message, fixes: [replaceWord(name, replacement, `Write ${replacement}`)] };
}
