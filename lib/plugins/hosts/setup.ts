/** From directive to handler; the file is read at the start, and again when it changes. */

import type { Row } from "../../directive/directive.ts";
import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import type { FileLine } from "../../system-files/file-lines.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type HostsConfig } from "./directive.ts";
import { createHosts } from "./handler.ts";
import { HostsFile } from "./hosts-file.ts";
import { HostsTable } from "./table.ts";

const DEFAULT_FILE = "/etc/hosts";
const DEFAULT_TTL_SECONDS = 3600;
const DEFAULT_RELOAD_MS = 5000;

export const setup = defineSetup(directive, setUp, {
  // The file is looked at before the lines of the block are read.
  onTheWay: ({ uses: [use], cut }, context) => lookAtFile((use ?? cut)?.args.file, context),
});

function setUp([use]: readonly HostsConfig[], context: SetupContext): SetupResult {
  const { block, host } = context;
  const { args, properties, rows } = use ?? { args: undefined, properties: undefined, rows: [] };
  const path = args?.file === undefined ? DEFAULT_FILE : inRoot(args.file.value, block.settings.get(ROOT_FOLDER));
  const missing = lookAtFile(args?.file, context);
  if (missing !== undefined) return missing;
  const zones = zonesOrBlock(args?.zones ?? [], block.zones);
  const ttlSeconds = properties?.ttl?.args.seconds.value ?? DEFAULT_TTL_SECONDS;
  const options = { zones, ttlSeconds, reverse: properties?.no_reverse === undefined };
  const log = host.log.forPlugin("hosts");
  const inline = HostsTable.read(rows.map(lineOf), {
    ...options,
    complain: (text) => log.error(`Inline hosts entries, ${text}`),
  });
  const hostsFile = new HostsFile(host, { path, options, inlineSize: inline.size });
  block.onStart(() => hostsFile.start(properties?.reload?.args.duration.value.ms ?? DEFAULT_RELOAD_MS));
  block.onStop(() => hostsFile.stop());
  const name =
    rows.length === 0 ? path : args?.file === undefined ? "the lines of hosts" : `${path} and the lines of hosts`;
  return createHosts(
    {
      tables: () => [hostsFile.table, inline],
      name,
      lack: () => (hostsFile.lack === undefined ? undefined : `${path} ${hostsFile.lack}`),
    },
    {
      zones,
      ttlSeconds,
      fallthrough: { zones: fallthroughZones(properties?.fallthrough) },
      noReverse: properties?.no_reverse !== undefined,
      fallthroughUnsupported: properties?.fallthrough_unsupported !== undefined,
    },
  );
}

/** A file that cannot be looked at is a problem; one that is not there is not. */
function lookAtFile(given: HostsConfig["args"]["file"], { block, host, problem }: SetupContext): Problem | undefined {
  if (given === undefined) return undefined;
  const log = host.log.forPlugin("hosts");
  const path = inRoot(given.value, block.settings.get(ROOT_FOLDER));
  const stat = host.files.stat(path);
  const read = stat === undefined ? host.files.read(path) : undefined;
  if (read?.kind === "error" && read.code !== "ENOENT") {
    const { file, line } = given.token;
    const reason = read.text.replace(/^open /, "stat ");
    const text = `plugin/hosts: ${file}:${line} - Error during parsing: unable to access hosts file '${path}': ${reason}`;
    return problem(text, { at: given.at, cause: "here" });
  }
  if (stat === undefined) log.warning(`File does not exist: ${path}`);
  else if (stat.isFolder) log.warning(`Hosts file ${quote(path)} is a directory`);
  return undefined;
}

function lineOf({ at, words }: Row): FileLine {
  return { text: utf8Octets(words.map(({ value }) => value).join(" ")), place: { range: at } };
}
