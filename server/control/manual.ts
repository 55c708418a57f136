/** The manual pages of plugins: what their READMEs say. */
import { readFile } from "node:fs/promises";
import { directives } from "../../lib/plugins/directives.gen.ts";

/** The text of a plugin's manual page, in Markdown; undefined when there is no such plugin. */
export async function readManual(plugin: string): Promise<string | undefined> {
  if (!directives.some(({ name }) => name === plugin)) return undefined;
  return await readFile(new URL(`../../lib/plugins/${plugin}/README.md`, import.meta.url), "utf8");
}
