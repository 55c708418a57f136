/** Files and folders that are not there, where CoreDNS starts without them and only its log tells. */

import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { Value } from "../../directive/value.ts";
import { includePath } from "../../dns/text/path.ts";
import { directive as auto } from "../../plugins/auto/directive.ts";
import { directive as file } from "../../plugins/file/directive.ts";
import { directive as hosts } from "../../plugins/hosts/directive.ts";
import { directive as loadbalance } from "../../plugins/loadbalance/directive.ts";
import { directive as root } from "../../plugins/root/directive.ts";
import type { LintBlock } from "../block.ts";
import { defineRule, type Finding } from "../rule.ts";
import { inWords, zoneText } from "../zones.ts";

export const missingFile = defineRule({
  code: "CF1050",
  name: "missing-file",
  severity: "warning",
  sentence: "A file is named that does not exist, and CoreDNS starts without it.",
  why: "CoreDNS only logs a warning at its start. A name that is not absolute starts at the folder in which CoreDNS is started, or at root; in a container the file has to be mounted.",
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
      for (const { word, path, message } of named(block)) {
        const what = files.isFolder(path) ? "folder" : files.exists(path) ? "file" : undefined;
        const told = message(what);
        if (told !== undefined) yield finding(word, told);
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
  /** What to say of what is there; undefined when that is right. */
  message(found: Found): string | undefined;
}

function* named(block: LintBlock): Iterable<Named> {
  const folder = block.uses(root).at(-1)?.args.path;
  const pathOf = ({ value }: Value<string>): string =>
    folder === undefined || value.startsWith("/") ? value : includePath(`${folder.value}/`, value);
  if (folder !== undefined)
    yield {
      word: folder,
      path: folder.value,
      message: wantsFolder(folder.value, "file names of this block lead nowhere"),
    };
  for (const { args, rows } of block.uses(hosts)) {
    const none = rows.length === 0 ? "hosts has no entries" : "hosts has only the entries in the Corefile";
    if (args.file !== undefined)
      yield { word: args.file, path: pathOf(args.file), message: wantsFile(pathOf(args.file), none) };
  }
  for (const { args, properties } of block.uses(file)) {
    const interval = properties.reload?.args.interval.value;
    if (interval?.ms === 0) continue;
    const zones = inWords(zonesOrBlock(args.zones, block.zones).map(zoneText));
    const without = `CoreDNS starts without the zone ${zones}, and looks for the file every ${interval?.text ?? "minute"}`;
    yield {
      word: args.file,
      path: pathOf(args.file),
      message: (found) => (found === undefined ? missing(pathOf(args.file), without) : undefined),
    };
  }
  for (const { properties } of block.uses(auto)) {
    const directory = properties.directory.at(-1)?.args.folder;
    if (directory === undefined) continue;
    const path = pathOf(directory);
    yield { word: directory, path, message: wantsFolder(path, "auto has no zones") };
  }
  for (const { args } of block.uses(loadbalance)) {
    if (args.form !== "weighted") continue;
    const weights = args.args.file;
    yield { word: weights, path: pathOf(weights), message: wantsFile(pathOf(weights), "all addresses weigh the same") };
  }
}

function wantsFile(path: string, without: string): Named["message"] {
  return (found) => {
    if (found === "file") return undefined;
    return found === undefined ? missing(path, without) : `${path} is a folder and no file: ${without}.`;
  };
}

function wantsFolder(path: string, without: string): Named["message"] {
  return (found) => (found === undefined ? missing(path, without) : undefined);
}

function missing(path: string, without: string): string {
  return `${path} does not exist: ${without}.`;
}

function finding({ at }: Value<string>, message: string): Finding {
  return { at, message, cause: "here" };
}
