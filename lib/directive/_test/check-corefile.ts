/** For tests: a Corefile's text in, what a directive's description makes of it out. */
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { type Checked, checkDirective } from "../check/check-directive.ts";
import type { Directive } from "../directive.ts";

const FILE = "Corefile";

/** Checks the directive in the first server block that has it. */
export function checkCorefile<Config>(directive: Directive<Config>, text: string): Checked<Config> {
  const { blocks } = loadCorefile({ file: FILE, text, files: filesInMemory({}), environment: {} });
  const tokens = blocks.map(({ directives }) => directives.get(directive.name)).find((found) => found !== undefined);
  return checkDirective(directive, { tokens: tokens ?? [], file: FILE });
}

/** Checks the lines of a server block for the root. */
export function checkLines<Config>(directive: Directive<Config>, ...lines: readonly string[]): Checked<Config> {
  return checkCorefile(directive, [".:1053 {", ...lines, "}"].join("\n"));
}

/** The messages for the lines of a server block, of which CoreDNS gives the first. */
export function messagesOf(directive: Directive<unknown>, ...lines: readonly string[]): readonly string[] {
  return checkLines(directive, ...lines).problems.map(({ message }) => message);
}
