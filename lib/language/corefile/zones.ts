/** The zones of a workspace: those that its server blocks serve. */
import { replaceVariables } from "../../corefile/imports/environment.ts";
import { readZoneAddress, splitScheme } from "../../corefile/zone-address.ts";
import { parseCidr } from "../../go/net.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import type { Reach } from "./reach.ts";

/** Keys beyond so many are not looked at: nobody picks from a longer list. */
const MAX_ZONES = 2000;

/** The zones in all keys as they are written, without transport and port; each once, in the order of the files. */
export function zonesOf(workspace: LanguageWorkspace, reach: Reach): readonly string[] {
  const known = workspace.service.zonesOf;
  const found = known.get(reach) ?? [...collect(workspace, reach)];
  known.set(reach, found);
  return found;
}

function collect(workspace: LanguageWorkspace, { files }: Reach): ReadonlySet<string> {
  const zones = new Set<string>();
  for (const { parsed } of files.values()) {
    for (const item of parsed.tree.items) {
      if (item.kind !== "server block") continue;
      for (const { text } of item.keys) {
        const zone = zoneOfKey(replaceVariables(text, workspace.environment));
        if (zone !== undefined) zones.add(zone);
      }
      if (zones.size > MAX_ZONES) return zones;
    }
  }
  return zones;
}

/** The zone of a key as it is written; a network stays one. */
export function zoneOfKey(key: string): string | undefined {
  const { rest } = splitScheme(key);
  const read = readZoneAddress(rest);
  if ("error" in read) return undefined;
  const [zone] = read.zones;
  if (zone === undefined || zone === "") return undefined;
  const network = read.port === "" ? rest : rest.slice(0, rest.lastIndexOf(":"));
  return parseCidr(network) === undefined ? zone : network;
}
