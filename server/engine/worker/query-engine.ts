/** The engine of `corefile-studio query`: in this thread, on loopback. */
import { embeddedEngine } from "../embedded.ts";
import type { Engine } from "../engine.ts";
import { createInProcessEngine } from "./in-process-engine.ts";
import { LoopbackWorld, type LoopbackWorldOptions } from "./loopback-world.ts";

/** Makes the engine. */
export function createQueryEngine(options: LoopbackWorldOptions): Engine {
  const { clock } = options.host;
  return createInProcessEngine({ engine: embeddedEngine, world: new LoopbackWorld(options), clock });
}
