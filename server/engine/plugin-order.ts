/** The names of plugin.cfg: what CoreDNS 1.15.0 knows, in the order in which it runs. */
import { readFileSync } from "node:fs";
import { orderOf } from "../../lib/profiles/orders.ts";

/** The order of a release; of the newest one without it. */
export function orderAt(release: string | undefined): readonly string[] {
  return release === undefined ? ORDER : orderOf(release);
}

/** All directives, in order. */
export const ORDER: readonly string[] = readFileSync(new URL("../../lib/plugins/plugin.cfg", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
