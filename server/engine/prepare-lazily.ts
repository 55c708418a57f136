/** As `prepare`, but loads only the plugins that the Corefile names: for a run that looks at one Corefile and ends. */
import type { PluginSetup } from "../../lib/chain/define-setup.ts";
import { setupLoaders } from "../../lib/plugins/setup-loaders.gen.ts";
import { type Prepared, readConfiguration, setUp } from "./configuration.ts";
import type { EngineSource } from "./engine.ts";

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
  return { ...setUp(source, configuration, setups), setups };
}
