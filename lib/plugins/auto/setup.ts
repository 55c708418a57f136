/** From directive to handler: folders are looked at when they are named, and read at the start. */

import { offersOf } from "../../chain/handler.ts";
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import { compileRegex, type Regex } from "../../go/regex.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import type { Files } from "../../ports/files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import { COUNTED_ZONES } from "../prometheus/api.ts";
import { NOTIFY } from "../transfer/api.ts";
import { type AutoConfig, directive } from "./directive.ts";
import { createAuto } from "./handler.ts";
import { type FolderSettings, FolderZones } from "./zones.ts";

const DEFAULT_RELOAD_MS = 60_000;
const DEFAULT_PATTERN = "db\\.(.*)";
const DEFAULT_TEMPLATE = "{1}";

export const setup = defineSetup(directive, (uses, context): SetupResult => {
  const { block, host } = context;
  const settings = settingsOf(uses, context);
  if ("severity" in settings) return settings;
  const zones = new FolderZones(settings, host);
  block.onStart(() => {
    const handlers = block.handlers();
    zones.start({ notify: offersOf(handlers, NOTIFY)[0], counted: offersOf(handlers, COUNTED_ZONES)[0] });
    return undefined;
  });
  block.onStarted(async () => {
    // Others that wait for the start do not wait for secondaries.
    void zones.notifyAll();
  });
  block.onStop(() => zones.stop());
  return createAuto({
    origins: zonesOrBlock(uses.at(-1)?.args.zones ?? [], block.zones),
    zones,
    resolve: (query, question) => lookUp(block, query, { ...question, depth: query.depth + 1 }),
  });
});

/** As in CoreDNS all uses of a block are one, of which the last word counts. */
function settingsOf(
  uses: readonly AutoConfig[],
  { block, host, problem }: SetupContext,
): FolderSettings | ReturnType<SetupContext["problem"]> {
  const log = host.log.forPlugin("auto");
  let folder = "";
  let pattern: Regex | undefined;
  let template = DEFAULT_TEMPLATE;
  let reloadMs = DEFAULT_RELOAD_MS;
  for (const { properties } of uses) {
    reloadMs = properties.reload?.args.interval.value.ms ?? reloadMs;
    for (const { args } of properties.directory) {
      const { token, at } = args.folder;
      folder = inRoot(token.text, block.settings.get(ROOT_FOLDER));
      const found = lookAt(folder, host.files);
      if (found.kind === "missing") log.warning(`Directory does not exist: ${folder}`);
      if (found.kind === "error") {
        const text = `Unable to access root path '${folder}': ${found.text}`;
        const message = `plugin/auto: ${token.file}:${token.line} - Error during parsing: ${text}`;
        return problem(message, { at, cause: "here" });
      }
      pattern = args.pattern?.value ?? pattern;
      template = args.template?.value ?? template;
    }
  }
  return { folder, pattern: pattern ?? defaultPattern(), template: template.replaceAll("{", "${"), reloadMs };
}

function defaultPattern(): Regex {
  const compiled = compileRegex(DEFAULT_PATTERN);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value;
}

type Found = { readonly kind: "there" | "missing" } | { readonly kind: "error"; readonly text: string };

function lookAt(folder: string, files: Files): Found {
  if (files.stat(folder) !== undefined) return { kind: "there" };
  const read = files.read(folder);
  if (read.kind === "file") return { kind: "there" };
  if (read.code === "ENOENT") return { kind: "missing" };
  return { kind: "error", text: read.text.replace(/^(?:open|read) /, "stat ") };
}
