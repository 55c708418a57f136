/** `{$NAME}` without a value. */
import { defineRule } from "../rule.ts";
import { unsetVariables } from "../variables.ts";

export const unsetVariable = defineRule({
  code: "CF1034",
  name: "unset-variable",
  severity: "information",
  reads: "text",
  sentence: "An environment variable of the Corefile has no value on this machine.",
  why: "CoreDNS puts nothing in the place of a variable that is not set, and does not say so. Set it where CoreDNS is started.",
  example: {
    bad: ". {\n    chaos {$RELEASE} example.org\n    whoami\n}\n",
    good: ". {\n    chaos 1.0 example.org\n    whoami\n}\n",
  },
  *check({ tree, environment }) {
    if (!/\{[$%]/.test(tree.source.text)) return;
    for (const token of tree.tokens) {
      for (const name of unsetVariables(token, environment)) {
        const message = `${name} is not set here, so CoreDNS reads nothing in its place.`;
        yield { at: token.range, message, cause: "here" };
      }
    }
  },
});
