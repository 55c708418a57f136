/** From directive to handler: the zone is read and checked in set-up, and written down when it is first asked for. */

import { offersOf } from "../../chain/handler.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { NOTIFY } from "../transfer/api.ts";
import { type DynUpdateConfig, directive, outsideOf } from "./directive.ts";
import { DynamicZone } from "./dynamic-zone.ts";
import { createDynUpdate } from "./handler.ts";
import { Notices } from "./notices.ts";
import { isOutside } from "./permission.ts";
import { Rules } from "./rules.ts";

const MAX_RECORDS = 10_000;
const MAX_OCTETS = 8 << 20;
const MAX_UPDATE_RECORDS = 1024;

export const setup = defineSetup(
  directive,
  ([use], context) => {
    if (use === undefined) return undefined;
    const origin = originOf(use, context);
    if (typeof origin !== "string") return origin;
    return setUp(use, origin, context);
  },
  {
    // The zone must be known before the lines of the block are read.
    onTheWay({ uses: [use], cut }, context) {
      const begun = use ?? cut;
      const origin = begun === undefined ? "" : originOf(begun, context);
      return typeof origin === "string" ? undefined : origin;
    },
  },
);

function originOf(
  { args, lines }: Pick<DynUpdateConfig, "args" | "lines">,
  { block, problem }: SetupContext,
): CanonicalName | Problem {
  const [given] = args.zone?.value ?? [];
  if (given !== undefined) return given;
  const [zone, ...others] = new Set(block.zones);
  if (zone === undefined || others.length > 0) {
    return problem("plugin/dynupdate: zone is required when the server block does not define exactly one zone");
  }
  const names = lines.flatMap((line) => (line.name === "allow" ? [line.args.name] : []));
  const outside = names.find((name) => isOutside(name.value, zone));
  return outside === undefined
    ? zone
    : problem(`plugin/dynupdate: ${outsideOf(zone, outside).text}`, { at: outside.at });
}

function setUp(use: DynUpdateConfig, origin: CanonicalName, { block, host, problem }: SetupContext): SetupResult {
  const { file, database, ...limits } = use.properties;
  if (file === undefined) return undefined;
  const root = block.settings.get(ROOT_FOLDER);
  const zone = new DynamicZone({
    origin,
    seed: inRoot(file.args.file.value, root),
    database: database === undefined ? undefined : host.files.absolute(inRoot(database.args.file.value, root)),
    limits: {
      records: limits.max_records?.args.limit.value ?? MAX_RECORDS,
      octets: limits.max_bytes?.args.limit.value ?? MAX_OCTETS,
    },
    files: host.files,
    storage: host.storage,
  });
  const failed = zone.read();
  if (failed !== undefined) {
    const { at } = (failed.isOfSeed === true || database === undefined ? file : database).args.file;
    return problem(`plugin/dynupdate: ${failed.error}`, { at, cause: "here" });
  }
  const log = host.log.forPlugin("dynupdate");
  const notices = new Notices(origin, log);
  let isPrimary = false;
  block.onPrimaryStart(() => {
    isPrimary = true;
    return undefined;
  });
  block.onStart(() => {
    [notices.notifier] = offersOf(block.handlers(), NOTIFY);
    return undefined;
  });
  block.onStop(() => zone.close());
  return createDynUpdate({
    zone,
    rules: new Rules(use, origin),
    maxUpdateRecords: limits.max_update_records?.args.limit.value ?? MAX_UPDATE_RECORDS,
    log,
    fileLog: host.log.forPlugin("file"),
    takesUpdates: () => isPrimary,
    changed: () => notices.change(),
    resolve: (query, question) => lookUp(block, query, { ...question, depth: query.depth + 1 }),
  });
}
