/** Files and folders that are not there, where CoreDNS starts without them and only its log tells. */

import { createFileFix, isBelow, type NewFileKind } from "../../../directive/advice/new-file.ts";
import { aboutPodFolder, podPathFix } from "../../../directive/advice/outside.ts";
import { zonesOrBlock } from "../../../directive/kinds/zone.ts";
import type { Value } from "../../../directive/value.ts";
import { ROOT } from "../../../dns/name/name.ts";
import { includePath } from "../../../go/path.ts";
import { directive as auto } from "../../../plugins/auto/directive.ts";
import { directive as file } from "../../../plugins/file/directive.ts";
import { directive as hosts } from "../../../plugins/hosts/directive.ts";
import { directive as loadbalance } from "../../../plugins/loadbalance/directive.ts";
import { directive as root } from "../../../plugins/root/directive.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { inWords, zoneText } from "../../zones.ts";

export const missingFile = defineRule({
  code: "CF1050",
  name: "missing-file",
  severity: "warning",
  sentence: "A named file does not exist, and CoreDNS starts without it.",
  why: "CoreDNS only logs a warning when it starts. A relative path starts at the folder in which CoreDNS runs, or at root; in a container the file must be mounted.",
  threads: ["deployment#217", "coredns#3996", "coredns#4110"],
  example: {
    bad: {
      corefile: ". {\n    hosts hosts.txt {\n        fallthrough\n    }\n    forward . 198.51.100.1\n}\n",
      files: {},
    },
    good: {
      corefile: ". {\n    hosts hosts.txt {\n        fallthrough\n    }\n    forward . 198.51.100.1\n}\n",
      files: { "hosts.txt": "192.0.2.1 www.example.org\n" },
    },
  },
  *check({ blocks, files }) {
    for (const block of blocks) {
      for (const one of named(block)) {
        const { word, path, message, creates } = one;
        const found = files.isFolder(path) ? "folder" : files.exists(path) ? "file" : undefined;
        const told = message(found);
        if (told === undefined) continue;
        const isPossible = found === undefined && creates !== undefined && isBelow(creates.path, files);
        const inPod = found === undefined ? podPathFix(path, word.at, false) : undefined;
        if (inPod !== undefined) {
          yield { at: word.at, message: told, cause: "here", fixes: [inPod], help: aboutPodFolder(path) };
          continue;
        }
        const fixes = isPossible ? [createFileFix(creates.path, creates.kind)] : [];
        yield { at: word.at, message: told, cause: "here", fixes };
      }
    }
  },
});

/** What was found at a path; undefined when nothing is there. */
type Found = "file" | "folder" | undefined;

/** A word that names a file or a folder. */
interface Named {
  readonly word: Value<string>;
  readonly path: string;
  /** The file to make when nothing is there. */
  readonly creates?: { readonly path: string; readonly kind: NewFileKind };
  /** What to say of what is there; undefined when that is right. */
  message(found: Found): string | undefined;
}

function* named(block: LintBlock): Iterable<Named> {
  const folder = block.uses(root).at(-1)?.args.path;
  const pathOf: PathOf = ({ value }) =>
    folder === undefined || value.startsWith("/") ? value : includePath(`${folder.value}/`, value);
  if (folder !== undefined) {
    const message = wantsFolder(folder.value, "no file name in this block leads anywhere");
    yield { word: folder, path: folder.value, message };
  }
  yield* hostsFiles(block, pathOf);
  yield* zoneFiles(block, pathOf);
  for (const { properties } of block.uses(auto)) {
    const directory = properties.directory.at(-1)?.args.folder;
    if (directory === undefined) continue;
    const path = pathOf(directory);
    const [zone = ROOT] = block.zones;
    const creates = { path: `${path.replace(/\/+$/, "")}/db.${zoneText(zone)}`, kind: "zone" } as const;
    const isOwn = properties.directory.at(-1)?.args.pattern === undefined && zone !== ROOT;
    yield { word: directory, path, message: wantsFolder(path, "auto has no zones"), ...(isOwn ? { creates } : {}) };
  }
  for (const { args } of block.uses(loadbalance)) {
    if (args.form !== "weighted") continue;
    const path = pathOf(args.args.file);
    const message = wantsFile(path, "all addresses have the same weight");
    yield { word: args.args.file, path, message, creates: { path, kind: "weights" } };
  }
}

/** Where the path of a word leads: root goes before it. */
type PathOf = (word: Value<string>) => string;

function* hostsFiles(block: LintBlock, pathOf: PathOf): Iterable<Named> {
  for (const { args, rows } of block.uses(hosts)) {
    if (args.file === undefined) continue;
    const path = pathOf(args.file);
    const without = rows.length === 0 ? "hosts has no entries" : "hosts has only the entries in the Corefile";
    yield { word: args.file, path, message: wantsFile(path, without), creates: { path, kind: "hosts" } };
  }
}

/** Without a file that can be opened CoreDNS starts only if it may look again. */
function* zoneFiles(block: LintBlock, pathOf: PathOf): Iterable<Named> {
  for (const { args, properties } of block.uses(file)) {
    const interval = properties.reload?.args.interval.value;
    if (interval?.ms === 0) continue;
    const path = pathOf(args.file);
    const zones = inWords(zonesOrBlock(args.zones, block.zones).map(zoneText));
    const without = `CoreDNS starts without the zone ${zones}, and looks for the file every ${interval?.text ?? "minute"}`;
    const message = (found: Found): string | undefined => (found === undefined ? missing(path, without) : undefined);
    yield { word: args.file, path, message, creates: { path, kind: "zone" } };
  }
}

function wantsFile(path: string, without: string): Named["message"] {
  return (found) => {
    if (found === "file") return undefined;
    return found === undefined ? missing(path, without) : `${path} is a folder, not a file: ${without}.`;
  };
}

function wantsFolder(path: string, without: string): Named["message"] {
  return (found) => (found === undefined ? missing(path, without) : undefined);
}

function missing(path: string, without: string): string {
  return `${path} does not exist: ${without}.`;
}
