/** Words for arguments: those that a kind of argument suggests, and those that the workspace has for it. */

import { isClosedKind } from "../../directive/meant.ts";
import { type Place, placesAfter } from "../../directive/places.ts";
import type { Completion, CompletionKind } from "../completions.ts";
import type { Asked } from "../corefile/asked.ts";
import { namespacesOf, serviceNames } from "../corefile/cluster.ts";
import { argumentsOf } from "../corefile/meanings.ts";
import { namesFile, pathFrom, rootFolder } from "../corefile/paths.ts";
import { partialWord } from "../corefile/spot.ts";
import { zonesOf } from "../corefile/zones.ts";

/** What may stand as the next argument of a directive or a property. */
export function completeArgument(asked: Asked): readonly Completion[] {
  const { workspace, owner, spot } = asked;
  const { line } = spot;
  if (line === undefined) return [];
  const given = argumentsOf(workspace, owner, line.name.text);
  if (given === undefined) return [];
  const words = [...given.lead, ...spot.before.map(({ text }) => text)];
  return completePlaces(asked, placesAfter(given.line, words));
}

/** Words for places, in their order. */
export function completePlaces(asked: Asked, places: readonly Place[]): readonly Completion[] {
  return places.flatMap((place) => [...suggested(asked, place), ...fromWorkspace(asked, place)]);
}

function suggested(asked: Asked, place: Place): readonly Completion[] {
  const about = place.summary === undefined ? {} : { documentation: place.summary };
  if (place.kind === "word") return [word({ label: place.placeholder, kind: "keyword", ...about })];
  if (place.kind === "duration")
    return durations(asked, place).map((label) => word({ label, kind: "value", ...about }));
  const kind: CompletionKind = isClosedKind(place.kind) ? "keyword" : "value";
  return place.suggestions.map(({ text, detail }) =>
    word({ label: text, kind, ...(detail === undefined ? {} : { detail }), ...about }),
  );
}

function word(completion: Omit<Completion, "insert">): Completion {
  return { ...completion, insert: completion.label };
}

/** Once digits are typed only the unit is missing. */
function durations(asked: Asked, { suggestions }: Place): readonly string[] {
  const number = /^\d+$/.exec(partialWord(asked.spot))?.[0];
  return number === undefined ? suggestions.map(({ text }) => text) : UNITS.map((unit) => number + unit);
}

const UNITS = ["s", "m", "h", "ms"];

function fromWorkspace(asked: Asked, place: Place): readonly Completion[] {
  if (place.kind === "zone") return zones(asked);
  if (place.kind === "name") return [...zones(asked), ...services(asked)];
  if (place.kind === "namespace") return namespaces(asked);
  if (namesFile(place.kind)) return filesFor(asked, place);
  return place.kind === "folder" ? folders(asked) : [];
}

/** Names in the zones of the cluster; of long lists an editor shows those that fit what is typed. */
function services({ workspace, reach }: Asked): readonly Completion[] {
  return serviceNames(workspace, reach).map(({ name, about }) => word({ label: name, kind: "value", detail: about }));
}

function namespaces({ workspace }: Asked): readonly Completion[] {
  return namespacesOf(workspace).map((label) =>
    word({ label, kind: "value", detail: "Namespace of the model cluster" }),
  );
}

/** The zones of this block first, then those of the others. */
function zones({ workspace, reach, spot }: Asked): readonly Completion[] {
  const all = zonesOf(workspace, reach);
  const keys = spot.item?.kind === "server block" ? spot.item.keys.map(({ text }) => text) : [];
  const isOwn = (zone: string): boolean =>
    keys.some((key) => key === zone || key.endsWith(`//${zone}`) || key.startsWith(`${zone}:`));
  return [...all.filter(isOwn), ...all.filter((zone) => !isOwn(zone))].map((label) =>
    word({ label, kind: "zone", detail: isOwn(label) ? "Zone of this server block" : "Zone of this workspace" }),
  );
}

/** Files of the workspace, relative to the block's root; for an upstream only those that look like resolv.conf. */
function filesFor(asked: Asked, place: Place): readonly Completion[] {
  const { workspace, spot } = asked;
  const folder = rootFolder(workspace, blockLines(asked));
  const isWanted = (path: string): boolean => place.kind !== "endpoint" || /resolv[^/]*$/.test(path);
  const isAbsolute = partialWord(spot).startsWith("/");
  return workspace.paths
    .filter((path) => path !== workspace.corefile && isWanted(path))
    .map((path) => {
      const label = isAbsolute ? workspace.files.absolute(path) : pathFrom(workspace, folder, path);
      return word({ label, kind: "file", detail: "File of this workspace" });
    });
}

function folders(asked: Asked): readonly Completion[] {
  const { workspace } = asked;
  const base = workspace.files.absolute(".");
  const found = new Set<string>();
  for (const path of workspace.paths) {
    const relative = pathFrom(workspace, base, path);
    for (let end = relative.lastIndexOf("/"); end > 0; end = relative.lastIndexOf("/", end - 1)) {
      found.add(relative.slice(0, end));
    }
  }
  return [...found].sort().map((label) => word({ label, kind: "folder", detail: "Folder of this workspace" }));
}

/** The lines of the server block, among which `root` may be. */
function blockLines({ spot }: Asked): Parameters<typeof rootFolder>[1] {
  return spot.item === undefined || spot.item.kind === "import" ? [] : spot.item.body;
}
