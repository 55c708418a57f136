/** Directives that CoreDNS had once. */
import type { SourceToken } from "../../corefile/token.ts";
import type { DirectiveNode } from "../../corefile/tree.ts";
import { defineRule, type Finding } from "../rule.ts";
import { replaceWord } from "../use-words.ts";

/** What became of a directive. */
interface Removed {
  readonly message: string;
  /** What to write in the place of its name, where the rest of the line may stay as it is. */
  replacement?(node: DirectiveNode): string | undefined;
}

const REMOVED: Readonly<Record<string, Removed>> = {
  proxy: {
    message: "CoreDNS 1.5.0 removed proxy; forward takes its place.",
    // What proxy had in its block has other names in forward, or none.
    replacement: ({ args, block }) => (args.length > 1 && block === undefined ? "forward" : undefined),
  },
  startup: {
    message: "CoreDNS 1.1.0 removed startup; `on startup` takes its place.",
    replacement: () => "on startup",
  },
  shutdown: {
    message: "CoreDNS 1.1.0 removed shutdown; `on shutdown` takes its place.",
    replacement: () => "on shutdown",
  },
  federation: { message: "CoreDNS 1.7.0 removed federation, as Kubernetes did." },
  reverse: {
    message: "CoreDNS 1.1.4 removed reverse; template makes names out of addresses, and the other way round.",
  },
};

export const removedDirective = defineRule({
  code: "CF1019",
  name: "removed-directive",
  severity: "warning",
  reads: "text",
  sentence: "A directive that CoreDNS had once and has no more.",
  why: "CoreDNS says only that it does not know the directive. The plugin was removed, and something else does its work now.",
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
        const removed = Object.hasOwn(REMOVED, text) && !order.includes(text) ? REMOVED[text] : undefined;
        if (removed !== undefined && node.kind === "directive")
          yield finding(node.name, removed.message, removed.replacement?.(node));
      }
    }
  },
});

function finding(name: SourceToken, message: string, replacement: string | undefined): Finding {
  if (replacement === undefined) return { at: name.range, message };
  return { at: name.range, message, fixes: [replaceWord(name, replacement, `Write ${replacement}`)] };
}
