/** Reads the keys as CoreDNS does when it is set up; this engine signs no zone files yet. */
import { defineSetup } from "../../chain/define-setup.ts";
import { inRoot } from "../../chain/in-root.ts";
import { quote } from "../../directive/go/quote.ts";
import { directive } from "./directive.ts";
import { keyPairError } from "./key-pair.ts";

export const setup = defineSetup(directive, (uses, { block, host, problem, notServedYet }) => {
  const { root } = block.settings;
  for (const { args, properties } of uses) {
    const file = inRoot(args.file.value, root);
    if (file.includes("\ufffd")) {
      return problem(`plugin/sign: dbfile ${quote(file)} contains invalid characters`, { at: args.file.at });
    }
    for (const word of properties.key.flatMap((key) => key.args.files)) {
      const error = keyPairError(word.value, { files: host.files, root });
      if (error !== undefined) return problem(`plugin/sign: ${error}`, { at: word.at, cause: "here" });
    }
  }
  notServedYet({ text: "this engine signs no zone files yet" });
  return undefined;
});
