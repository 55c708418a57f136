/** Reads and checks zone and rules as CoreDNS does when it is set up; this engine does not serve the zone yet. */

import type { CanonicalName } from "../../dns/name/name.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { lookAtDatabase } from "./database.ts";
import { type DynUpdateConfig, directive, outsideOf } from "./directive.ts";
import { isOutside } from "./permission.ts";
import { type Limits, seedError } from "./seed.ts";

const MAX_RECORDS = 10_000;
const MAX_OCTETS = 8 << 20;

export const setup = defineSetup(
  directive,
  ([use], context) => {
    if (use === undefined) return undefined;
    const origin = originOf(use, context);
    if (typeof origin !== "string") return origin;
    const problem = wrongFiles(use, origin, context);
    if (problem !== undefined) return problem;
    context.notServedYet();
    return undefined;
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

function wrongFiles(
  { properties }: DynUpdateConfig,
  origin: CanonicalName,
  { block, host, problem }: SetupContext,
): Problem | undefined {
  const { file, database } = properties;
  if (file === undefined) return undefined;
  const root = block.settings.get(ROOT_FOLDER);
  const path = inRoot(file.args.file.value, root);
  if (database !== undefined) {
    const found = lookAtDatabase(host.files, { database: inRoot(database.args.file.value, root), seed: path });
    if (found.kind === "error") {
      return problem(`plugin/dynupdate: ${found.text}`, { at: database.args.file.at, cause: "here" });
    }
    if (found.kind === "there") return undefined;
  }
  const limits: Limits = {
    records: properties.max_records?.args.limit.value ?? MAX_RECORDS,
    octets: properties.max_bytes?.args.limit.value ?? MAX_OCTETS,
  };
  const error = seedError(host.files, { path, origin, limits });
  return error === undefined
    ? undefined
    : problem(`plugin/dynupdate: ${error}`, { at: file.args.file.at, cause: "here" });
}
