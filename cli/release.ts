/** For which release of CoreDNS a command works: `--release`, else what `studio.yaml` beside the Corefile says. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readRelease } from "../lib/profiles/releases.ts";
import { SETTINGS_FILE } from "../lib/studio-settings/settings-file.ts";
import type { AskedConfiguration } from "./query/configuration.ts";
import { readInput } from "./read-input.ts";
import type { UsageProblem } from "./usage.ts";

/** A release, and what is to be said of it. */
export interface AskedRelease {
  /** The newest one without it. */
  readonly release: string | undefined;
  readonly notes: readonly string[];
}

/** Reads the value of `--release`. */
export function askedRelease(text: string | undefined): AskedRelease | UsageProblem | undefined {
  if (text === undefined) return undefined;
  const read = readRelease(text);
  if (read.kind === "wrong") return { usageProblem: `--release: ${read.message.replace(/\.$/, "")}` };
  return { release: read.release, notes: read.note === undefined ? [] : [read.note] };
}

/** The release of a configuration; what a pod sees has no settings of the studio. */
export async function releaseOfConfiguration({ corefile, overlay }: AskedConfiguration): Promise<AskedRelease> {
  return overlay === undefined ? releaseBeside(corefile) : { release: undefined, notes: [] };
}

/** The release of the folder that a Corefile lies in. */
export async function releaseBeside(corefile: string): Promise<AskedRelease> {
  const file = join(dirname(corefile), SETTINGS_FILE);
  if (!existsSync(file)) return { release: undefined, notes: [] };
  // Loaded only here: few folders have settings, and YAML takes its time to load.
  const { readSettings } = await import("../lib/studio-settings/settings.ts");
  const { settings, problems } = readSettings(String(readInput(file)), file);
  const said = problems.filter(({ severity }) => severity !== "information");
  return {
    release: settings.release,
    notes: said.map(({ message, range: { start } }) => `${file}:${start.line}:${start.column}: ${message}`),
  };
}
