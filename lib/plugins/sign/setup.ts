/** Reads the keys as CoreDNS does when it is set up; this engine signs no zone files yet. */

import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type SignConfig } from "./directive.ts";
import { keyPairError } from "./key-pair.ts";

export const setup = defineSetup(
  directive,
  (uses, context) => {
    const problem = keysProblem(uses, context);
    if (problem === undefined) context.notServedYet({ text: "this engine signs no zone files yet" });
    return problem;
  },
  // Keys are read as they are named.
  { onTheWay: ({ uses, cut }, context) => keysProblem(cut === undefined ? uses : [...uses, cut], context) },
);

function keysProblem(
  uses: readonly Pick<SignConfig, "args" | "lines">[],
  { block, host, problem }: SetupContext,
): Problem | undefined {
  const root = block.settings.get(ROOT_FOLDER);
  for (const { args, lines } of uses) {
    const file = inRoot(args.file.value, root);
    if (file.includes("\ufffd")) {
      return problem(`plugin/sign: dbfile ${quote(file)} contains invalid characters`, { at: args.file.at });
    }
    for (const word of lines.flatMap((line) => (line.name === "key" ? line.args.files : []))) {
      const error = keyPairError(word.value, { files: host.files, root });
      if (error !== undefined) return problem(`plugin/sign: ${error}`, { at: word.at, cause: "here" });
    }
  }
  return undefined;
}
