/** Finds the search path as CoreDNS does when it is set up and started; this engine does not follow it yet. */

import { quote } from "../../go/quote.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive, NO_SOURCE } from "./directive.ts";
import { hasHandler, knowsSearchPaths } from "./providers.ts";

export const setup = defineSetup(directive, (uses, { block, host, problem, problemAtStart, notServedYet }) => {
  for (const { at, args } of uses) {
    const source = args.source?.value;
    if (source === undefined) return problem(`plugin/autopath: ${NO_SOURCE}`, { at });
    if (source.from === "plugin") continue;
    const file = host.files.read(source.path);
    // A folder can be opened, and has no lines.
    if (file.kind === "file" || file.code === "EISDIR") continue;
    const text = `failed to parse ${quote(source.path)}: ${file.text}`;
    // No file is named by nothing, on any machine.
    const cause = source.path === "" ? "text" : "here";
    return problem(`plugin/autopath: ${text}`, { at: args.source?.at ?? at, cause });
  }
  // The last plugin that is named is asked, even when a file is named behind it.
  const asked = uses.map(({ args }) => args.source).findLast((source) => source?.value.from === "plugin");
  if (asked?.value.from === "plugin") {
    const { plugin } = asked.value;
    if (block.directives.includes(plugin) && hasHandler(plugin) && !knowsSearchPaths(plugin)) {
      problemAtStart(`plugin/autopath: ${plugin} does not implement the AutoPather interface`, asked.at);
    }
  }
  notServedYet();
  return undefined;
});
