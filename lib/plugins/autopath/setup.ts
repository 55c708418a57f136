/** From directive to handler: files are read now, the plugin that knows search paths is found at the start. */
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import { quote } from "../../go/quote.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { SEARCH_PATHS, type SearchPaths } from "./api.ts";
import { directive, NO_SOURCE } from "./directive.ts";
import { createAutopath } from "./handler.ts";
import { hasHandler, knowsSearchPaths } from "./providers.ts";
import { searchFile } from "./search-file.ts";

export const setup = defineSetup(directive, (uses, { block, host, problem, problemAtStart }) => {
  let paths: SearchPaths | undefined;
  for (const { at, args } of uses) {
    const source = args.source?.value;
    if (source === undefined) return problem(`plugin/autopath: ${NO_SOURCE}`, { at });
    if (source.from === "plugin") continue;
    const file = searchFile(host.files, source.path);
    if (!("kind" in file)) {
      paths = file;
      continue;
    }
    const text = `failed to parse ${quote(source.path)}: ${file.text}`;
    // No file is named by nothing, on any machine.
    const cause = source.path === "" ? "text" : "here";
    return problem(`plugin/autopath: ${text}`, { at: args.source?.at ?? at, cause });
  }
  // The last plugin that is named is asked, even when a file is named behind it.
  const asked = uses.map(({ args }) => args.source).findLast((source) => source?.value.from === "plugin");
  const plugin = asked?.value.from === "plugin" ? asked.value.plugin : "";
  if (block.directives.includes(plugin) && hasHandler(plugin)) {
    if (!knowsSearchPaths(plugin))
      problemAtStart(`plugin/autopath: ${plugin} does not implement the AutoPather interface`, asked?.at);
    block.onStart(() => {
      const provider = block.handlers().find(({ name }) => name === plugin);
      paths = provider?.offers?.get(SEARCH_PATHS) ?? paths;
      return undefined;
    });
  }
  const zones = zonesOrBlock(uses.at(-1)?.args.zones ?? [], block.zones);
  return createAutopath({ zones, paths: () => paths, missing: plugin }, host.metrics);
});
