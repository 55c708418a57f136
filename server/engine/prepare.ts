/** From a Corefile on the host to a configuration that is set up, with the plugins that it names: only they are loaded. */

import { advise, isUnadvised } from "../../lib/directive/advice/advise.ts";
import { setupLoaders } from "../../lib/plugins/setup-loaders.gen.ts";
import { directivesOf } from "../../lib/profiles/profile.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { type Prepared, readConfiguration, setUp } from "./configuration.ts";
import type { EngineSource } from "./instance.ts";

/** Reads and sets up; nothing is started. With an error among the problems it must not be. */
export async function prepare(source: EngineSource): Promise<Prepared> {
  const configuration = readConfiguration(source);
  const names = new Set(configuration.blocks.flatMap(({ directives }) => [...directives.keys()]));
  const loaders = [...names].flatMap((name) => setupLoaders.get(name) ?? []);
  const setups = await Promise.all(loaders.map((load) => load()));
  const prepared = setUp(source, configuration, setups);
  return { ...prepared, problems: await advised(prepared.problems, source) };
}

/** What was meant by an unknown word may be any of the directives. */
async function advised(problems: readonly Problem[], { release }: EngineSource): Promise<readonly Problem[]> {
  if (!problems.some(isUnadvised)) return problems;
  const { directives } = await import("../../lib/plugins/directives.gen.ts");
  return advise(problems, directivesOf(release, directives));
}
