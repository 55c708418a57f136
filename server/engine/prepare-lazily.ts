/** As `prepare`, but loads only the plugins that the Corefile names: for a run that looks at one Corefile and ends. */

import { advise, isUnadvised } from "../../lib/directive/advice/advise.ts";
import { setupLoaders } from "../../lib/plugins/setup-loaders.gen.ts";
import type { PluginSetup } from "../../lib/set-up/define-setup.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { type Prepared, readConfiguration, setUp } from "./configuration.ts";
import type { EngineSource } from "./instance.ts";

/** A configuration with the set-ups that it was made by. */
export interface LazilyPrepared extends Prepared {
  readonly setups: readonly PluginSetup[];
}

/** Reads and sets up; nothing is started. */
export async function prepareLazily(source: EngineSource): Promise<LazilyPrepared> {
  const configuration = readConfiguration(source);
  const names = new Set(configuration.blocks.flatMap(({ directives }) => [...directives.keys()]));
  const loaders = [...names].flatMap((name) => setupLoaders.get(name) ?? []);
  const setups = await Promise.all(loaders.map((load) => load()));
  const prepared = setUp(source, configuration, setups);
  return { ...prepared, problems: await advised(prepared.problems), setups };
}

/** What was meant by an unknown word may be any of the directives. */
async function advised(problems: readonly Problem[]): Promise<readonly Problem[]> {
  if (!problems.some(isUnadvised)) return problems;
  const { directives } = await import("../../lib/plugins/directives.gen.ts");
  return advise(problems, directives);
}
