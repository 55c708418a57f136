/** From a Corefile on the host to a configuration that is set up, with all plugins there are. */
import { advise } from "../../lib/directive/advice/advise.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { setups } from "../../lib/plugins/setups.gen.ts";
import { type Prepared, readConfiguration, setUp } from "./configuration.ts";
import type { EngineSource } from "./instance.ts";

/** Reads and sets up; nothing is started. With an error among the problems it must not be. */
export function prepare(source: EngineSource): Prepared {
  const prepared = setUp(source, readConfiguration(source), setups);
  return { ...prepared, problems: advise(prepared.problems, directives) };
}
