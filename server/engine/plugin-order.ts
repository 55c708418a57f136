/** The names of plugin.cfg: what CoreDNS 1.15.0 knows, in the order in which it runs. */
import { readFileSync } from "node:fs";

/** All directives, in order. */
export const ORDER: readonly string[] = readFileSync(new URL("../../lib/plugins/plugin.cfg", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
