/** `{$NAME}` without a value. */
import type { Token } from "../../../corefile/token.ts";
import { defineRule } from "../../rule.ts";
import type { LintSubject } from "../../subject.ts";
import { unsetReferences } from "../../variables.ts";

export const unsetVariable = defineRule({
  code: "CF1034",
  name: "unset-variable",
  severity: "information",
  reads: "text",
  sentence: "An environment variable of the Corefile has no value on this machine.",
  why: "CoreDNS replaces an unset variable with nothing, and does not say so. Set it where CoreDNS is started.",
  example: {
    bad: ". {\n    chaos {$RELEASE} example.org\n    whoami\n}\n",
    good: ". {\n    chaos 1.0 example.org\n    whoami\n}\n",
  },
  *check(subject) {
    const { environment, helpForUnset } = subject;
    for (const token of wordsOf(subject)) {
      for (const { name, at } of unsetReferences(token, environment)) {
        const message = `${name} is not set here, so CoreDNS reads nothing in its place.`;
        const finding = { at, message, cause: "here" } as const;
        yield helpForUnset === undefined ? finding : { ...finding, severity: "warning", help: helpForUnset(name) };
      }
    }
  },
});

/** All words of the Corefile, and those of imported files that server blocks have. */
function* wordsOf({ tree, configuration }: LintSubject): Iterable<Token> {
  yield* tree.tokens;
  if (configuration.imported.length === 0) return;
  for (const { keys, directives } of configuration.blocks) {
    for (const words of [keys, ...directives.values()]) {
      for (const word of words) if (word.file !== tree.source.file) yield word;
    }
  }
}
